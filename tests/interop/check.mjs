// check.mjs ENCODER FILE: each line of FILE is [hex, description]. Decodes the hex and compares it with the value that is described,
// then prints, as hex, what the encoder writes for that value. Exits with 1 at the first difference.
import { readFileSync } from "node:fs";
import { decode, encode } from "@msgpack/msgpack";
import msgpack5 from "msgpack5";
import { Packr } from "msgpackr";

const packr = new Packr({ useRecords: false, int64AsType: "bigint" });
const five = msgpack5();
const encoders = {
  "@msgpack/msgpack": {
    read: (bytes) => decode(bytes, { useBigInt64: true }),
    write: (value) => encode(value, { useBigInt64: true }),
    wide: BigInt,
  },
  msgpackr: { read: (bytes) => packr.unpack(bytes), write: (value) => packr.pack(value), wide: BigInt },
  msgpack5: { read: (bytes) => five.decode(bytes), write: (value) => five.encode(value).slice(), wide: Number },
};

function build([kind, value], wide) {
  switch (kind) {
    case "nil": return null;
    case "bool": return value;
    case "int": return Math.abs(Number(value)) < 2 ** 31 ? Number(value) : wide(value);
    case "float": return Buffer.from(value, "hex").readDoubleBE();
    case "string": return value;
    case "binary": return Buffer.from(value, "hex");
    case "time": return new Date(value);
    case "array": return value.map((item) => build(item, wide));
    case "map": return Object.fromEntries(value.map(([key, item]) => [key, build(item, wide)]));
    default: throw new Error(`no such kind: ${kind}`);
  }
}

function same(actual, expected) {
  if (expected === null || typeof expected === "boolean" || typeof expected === "string") return actual === expected;
  if (typeof expected === "bigint" || Number.isInteger(expected)) return BigInt(actual) === BigInt(expected);
  if (typeof expected === "number") return Object.is(actual, expected);
  if (expected instanceof Date) return actual instanceof Date && actual.getTime() === expected.getTime();
  if (Buffer.isBuffer(expected)) return actual instanceof Uint8Array && expected.equals(actual);
  const keys = Object.keys(expected);
  return Array.isArray(actual) === Array.isArray(expected)
    && Object.keys(actual).length === keys.length
    && keys.every((key) => same(actual[key], expected[key]));
}

const { read, write, wide } = encoders[process.argv[2]];
const output = [];
for (const line of readFileSync(process.argv[3], "utf8").split("\n").filter(Boolean)) {
  const [hex, description] = JSON.parse(line);
  const value = build(description, wide);
  if (!same(read(Buffer.from(hex, "hex")), value)) {
    console.error(`read another value from ${line}`);
    process.exit(1);
  }
  output.push(Buffer.from(write(value)).toString("hex"));
}
process.stdout.write(output.join("\n"));
