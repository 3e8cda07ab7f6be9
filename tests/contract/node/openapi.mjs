// Whether a file is a valid OpenAPI 3.1 document, by the validator of Redocly: node openapi.mjs FILE. Prints each problem on a
// line; exits 1 where there is one.
//
// Redocly's core is chosen among the well-kept validators on npm because it reads 3.1 by a typed grammar of its own, Schema
// Objects included, resolves every reference, holds examples against their schemas, and its line 1.34 runs on Debian 12's Node.js
// 18 (the newest of @readme/openapi-parser and @scalar/openapi-parser need 20 and 22).
import { readFile } from "node:fs/promises";
import { createConfig, lintFromString } from "@redocly/openapi-core";

const rules = {
  struct: "error",
  "no-unresolved-refs": "error",
  "no-ambiguous-paths": "error",
  "no-identical-paths": "error",
  "no-path-trailing-slash": "error",
  "no-enum-type-mismatch": "error",
  "no-schema-type-mismatch": "error",
  "no-required-schema-properties-undefined": "error",
  "no-invalid-media-type-examples": "error",
  "no-invalid-parameter-examples": "error",
  "no-invalid-schema-examples": "error",
  "no-unused-components": "error",
  "operation-2xx-response": "error",
  "operation-operationId": "error",
  "operation-operationId-unique": "error",
  "operation-operationId-url-safe": "error",
  "operation-parameters-unique": "error",
  "operation-summary": "error",
  "operation-tag-defined": "error",
  "path-declaration-must-exist": "error",
  "path-not-include-query": "error",
  "path-params-defined": "error",
  "security-defined": "error",
  "spec-components-invalid-map-name": "error",
  "spec-strict-refs": "off",
};

const source = await readFile(process.argv[2], "utf8");
if (!JSON.parse(source).openapi?.startsWith("3.1.")) {
  console.log("the document does not call itself OpenAPI 3.1");
  process.exit(1);
}
const config = await createConfig({ rules });
const problems = await lintFromString({ source, absoluteRef: "openapi.json", config });
for (const { ruleId, message, location } of problems) {
  console.log(`${location?.[0]?.pointer ?? ""}: ${message} (${ruleId})`);
}
process.exit(problems.length > 0 ? 1 : 0);
