// `check_document.mjs FILE`: the document in FILE is valid OpenRPC, all its references lead somewhere, and its examples
// are what its schemas say.
import { readFileSync } from "node:fs";
import openrpc from "@open-rpc/schema-utils-js";
import Ajv from "ajv";
import formats from "ajv-formats";

const document = JSON.parse(readFileSync(process.argv[2], "utf8"));
const wrongs = [];
const expect = (holds, what) => holds || wrongs.push(what);

const verdict = openrpc.validateOpenRPCDocument(document);
expect(verdict === true, `not valid: ${verdict.message}`);
// Takes all references apart, and throws where one leads nowhere.
const whole = await openrpc.parseOpenRPCDocument(JSON.parse(JSON.stringify(document)));
expect(!JSON.stringify(whole.methods).includes('"$ref"'), "a reference is left");

const ajv = formats(new Ajv({ allErrors: true, strict: true, allowMatchingProperties: true }));
ajv.addVocabulary(["components"]);
ajv.addSchema({ $id: "document", components: document.components });
/// Checks values by a schema of the document's.
const validator = (schema) => ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')));
const expectValid = (schema, value, what) => {
  const check = validator(schema);
  expect(check(value), `${what} = ${JSON.stringify(value)}: ${ajv.errorsText(check.errors)}`);
};

for (const method of document.methods) {
  expect(method.paramStructure === "by-name", `${method.name}: parameters go by name`);
  expect(method.tags.length === 1 && method.name.startsWith(`${method.tags[0].name}.`), `${method.name}: its tag`);
  const optional = method.params.findIndex((each) => !each.required);
  expect(optional < 0 || method.params.slice(optional).every((each) => !each.required), `${method.name}: order`);
  expect(method.examples.length > 0, `${method.name}: no example`);
  for (const example of method.examples) {
    const given = new Map(example.params.map((each) => [each.name, each.value]));
    for (const param of method.params) {
      expect(given.has(param.name) || !param.required, `${method.name}: the example has no ${param.name}`);
      if (given.has(param.name)) expectValid(param.schema, given.get(param.name), `${method.name}: ${param.name}`);
      given.delete(param.name);
    }
    expect(given.size === 0, `${method.name}: the example has an unknown ${[...given.keys()]}`);
    expectValid(method.result.schema, example.result.value, `${method.name}: result`);
  }
}

// "The errors MUST have unique error codes" (OpenRPC 1.3, Method Object); ours say more than that in `x-error-codes`.
const stable = new Map(document["x-errors"].map((each) => [each.data.code, each]));
for (const method of whole.methods) {
  const codes = method.errors.map((each) => each.code);
  expect(new Set(codes).size === codes.length, `${method.name}: an error's code is there twice`);
  for (const name of method["x-error-codes"]) {
    const error = method.errors.find((each) => each.code === stable.get(name)?.code);
    expect(error?.data.some((each) => each.code === name), `${method.name}: ${name} is in none of its errors`);
  }
}

const criterion = validator({ $ref: "#/components/schemas/criterion" });
const shapes = ["ko", 7, true, null, ["a", 7, true], [], { from_ms: 1, to_ms: 2 }, [{ from_ms: 1, to_ms: 2, least_ms: 1 }],
                { values: [1.5], limit: 3 }, { value: 31, limit: 8 }, { lat: 37.5, lon: 127, radius_m: 10 }, { lat: 0, lon: 0 }];
for (const each of shapes) expect(criterion(each), `no criterion: ${JSON.stringify(each)}`);
for (const each of [1.5, {}, { from_ms: 1 }, { lat: 91, lon: 0 }, { limit: 3 }, { lat: 0, lon: 0, limit: 3 }, [[]],
                    [{ from_ms: 1, to_ms: 2 }, "a"], Array(65).fill("a"), "a".repeat(256)])
  expect(!criterion(each), `a criterion: ${JSON.stringify(each)}`);

for (const each of wrongs) console.error(each);
process.exit(wrongs.length > 0 ? 1 : 0);
