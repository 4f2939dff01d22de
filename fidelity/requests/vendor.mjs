// Calls a vendor's client: `node vendor.mjs ENTRY CLASS OPTIONS…`, where OPTIONS are the first that the
// client takes. The first line of the output says which, as {"accepted": 0}. Each line of the input is a
// call as JSON, each further line of the output says how it ended: {} or {"error": "…"}.

import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const PAGES = 3;
const [entry, className, ...options] = process.argv.slice(2);
const exported = await import(pathToFileURL(entry).href);
const Client = [exported, exported.default, exported.default?.default]
  .flatMap((from) => [from?.[className], from])
  .find((found) => typeof found === 'function');
const { client, accepted } = made();

function made() {
  for (const [accepted, text] of options.entries()) {
    try {
      return { client: new Client(JSON.parse(text)), accepted };
    } catch (error) {
      if (accepted === options.length - 1) throw error;
    }
  }
}

function argument(value, isFile) {
  if (Array.isArray(value)) return value.map((item) => argument(item, isFile));
  if (value === null || typeof value !== 'object') return value;
  if ('$absent' in value) return undefined;
  if ('$bytes' in value) {
    const bytes = Uint8Array.from(Buffer.from(value.$bytes, 'base64'));
    return isFile ? new File([bytes], 'upload') : bytes;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, argument(item, isFile)]));
}

async function call({ attributes, method, passed, kind, isFile }) {
  const resource = attributes.reduce((holder, name) => holder[name], client);
  // Some methods count their arguments: the last one is for options of the request.
  const answer = await resource[method](...passed.map((value) => argument(value, isFile)), undefined);
  if (kind === 'stream') for await (const _ of answer);
  if (kind === 'bytes') await answer.arrayBuffer?.();
  if (kind !== 'page') return;
  let pages = 0;
  for await (const _ of answer.iterPages()) if (++pages === PAGES) break;
}

process.stdout.write(`${JSON.stringify({ accepted })}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  let ended = {};
  try {
    await call(JSON.parse(line));
  } catch (error) {
    ended = { error: String(error?.stack ?? error) };
  }
  process.stdout.write(`${JSON.stringify(ended)}\n`);
}
