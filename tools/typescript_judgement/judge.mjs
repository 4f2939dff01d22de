// Says of pairs of types whether a value of the one may be given to a variable of the other. Standard input is
// a list of files, each with its pairs' numbers: a file declares `old7` and `new7`, and gives each to the other.
// Standard output has for each file, by number, both directions, with TypeScript's reason where it refuses.
// Each file is asked of a checker of its own: what one has been asked before colours what it says.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const ts = createRequire(process.cwd() + "/")("typescript");
const NOT_FOUND = new Set([2307, 2694, 2724]);
const options = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.asynciterable.d.ts"],
  types: [],
};
const host = ts.createCompilerHost(options);
const read = host.getSourceFile;
const sources = new Map();
host.getSourceFile = (path, ...more) => {
  if (!sources.has(path)) sources.set(path, read(path, ...more));
  return sources.get(path);
};

function judged({ file, pairs }) {
  const program = ts.createProgram([file], options, host);
  const checker = program.getTypeChecker();
  const declared = new Map();
  const source = program.getSourceFile(file);
  for (const statement of source.statements.filter(ts.isVariableStatement)) {
    const [declaration] = statement.declarationList.declarations;
    declared.set(declaration.name.text, declaration);
  }
  const type = (name) => checker.getTypeAtLocation(declared.get(name).name);
  const verdicts = pairs.map((number) => [
    checker.isTypeAssignableTo(type(`old${number}`), type(`new${number}`)),
    checker.isTypeAssignableTo(type(`new${number}`), type(`old${number}`)),
  ]);
  const said = program.getSemanticDiagnostics(source);
  const unknown = said.find((one) => NOT_FOUND.has(one.code));
  if (unknown) throw new Error(ts.flattenDiagnosticMessageText(unknown.messageText, "\n"));
  const reason = (name) => {
    const { pos, end } = declared.get(name);
    const one = said.find(({ start }) => start >= pos && start < end);
    return one ? ts.flattenDiagnosticMessageText(one.messageText, "\n") : "";
  };
  return pairs.map((number, index) => ({
    number,
    forward: verdicts[index][0],
    backward: verdicts[index][1],
    why_not_forward: reason(`forward${number}`),
    why_not_backward: reason(`backward${number}`),
  }));
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(judged)));
