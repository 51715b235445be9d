"""A client in another language: reads the schema by introspection, checks its query against it, asks, changes, and is told to wait."""
import json
import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from graphql import build_client_schema, introspection_query, parse, validate

url, cookie = sys.argv[1:]


def ask(query, **variables):
    body = json.dumps({"query": query, "variables": variables}).encode()
    headers = {"content-type": "application/json", "accept": "application/graphql-response+json", "cookie": cookie}
    try:
        with urlopen(Request(url, body, headers)) as response:
            return response.status, dict(response.headers), json.load(response)
    except HTTPError as refused:
        return refused.code, dict(refused.headers), json.load(refused)


schema = build_client_schema(ask(introspection_query)[2]["data"])
# this library is older than defaults of arguments that may not be null: to it, they are required
page = """query ($after: String) { viewer { licenses(first: 2, after: $after, orderBy: LICENSING_ID, descending: false) {
  nodes { licensingId viewerRoles } pageInfo { hasNextPage endCursor } } } }"""
save = """mutation ($input: SaveViewInput!) { saveView(input: $input) {
  __typename ... on SavedView { name } ... on Problem { message } } }"""
dear = "{ viewer { licenses(first: 100, orderBy: END_DATE, descending: false) { nodes { organization { name } agreement { number } } } } }"

mistakes = [str(each) for query in (page, save, dear) for each in validate(schema, parse(query))]
wrong = [str(each) for each in validate(schema, parse("{ viewer { nonsense } }"))]

numbers, after = [], None
while True:
    licenses = ask(page, after=after)[2]["data"]["viewer"]["licenses"]
    numbers += [each["licensingId"] for each in licenses["nodes"]]
    if not licenses["pageInfo"]["hasNextPage"]:
        break
    after = licenses["pageInfo"]["endCursor"]

wish = {"name": "python", "page": "LICENSES", "search": ""}
saved = [ask(save, input=wish)[2]["data"]["saveView"]["__typename"] for _ in range(2)]
for _ in range(5):
    status, headers, answer = ask(dear)
    if status != 200:
        break
print(json.dumps({
    "mistakes": mistakes, "wrong": wrong, "numbers": numbers, "saved": saved, "status": status,
    "retryAfter": headers.get("retry-after"), "code": answer["errors"][0]["extensions"]["code"],
}))
