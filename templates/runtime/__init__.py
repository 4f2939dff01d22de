"""The part of the package that is the same for every API: clients, requests, answers, models.

Copied as it is; its modules import each other relatively and nothing else of the package.
"""
