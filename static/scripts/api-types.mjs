// Makes src/api/types.gen.ts from the server's own description:  blisko openapi | npm run api-types
// Only what Blisko's description uses: objects, arrays, enums, $ref, allOf (flattened bodies), oneOf, null.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const TARGET = new URL('../src/api/types.gen.ts', import.meta.url);
const HEAD = '// Made by scripts/api-types.mjs from the OpenAPI description. Do not edit: blisko openapi | npm run api-types\n';
const BASIC = { string: 'string', integer: 'number', number: 'number', boolean: 'boolean', null: 'null' };

/** The TypeScript file for a parsed OpenAPI document. */
export function typesOf(document) {
  const schemas = Object.entries(document.components?.schemas ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return HEAD + schemas.map(([name, schema]) => `\n${comment(schema, '')}export type ${name} = ${typeOf(schema, '')};\n`).join('');
}

function typeOf(schema, indent) {
  if (schema === true || Object.keys(schema).length === 0) return 'unknown';
  if (schema.$ref) return schema.$ref.split('/').at(-1);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.allOf) return schema.allOf.map((part) => typeOf(part, indent)).join(' & ');
  const choice = schema.oneOf ?? schema.anyOf;
  if (choice) return choice.map((part) => typeOf(part, indent)).join(' | ');
  const types = [schema.type].flat();
  return types.map((type) => typeOfOne(type, schema, indent)).join(' | ');
}

function typeOfOne(type, schema, indent) {
  if (type === 'array') return arrayOf(schema, indent);
  if (type !== 'object') return BASIC[type] ?? 'unknown';
  if (schema.properties) return objectOf(schema, indent);
  const values = schema.additionalProperties;
  return `Record<string, ${values && values !== true ? typeOf(values, indent) : 'unknown'}>`;
}

function arrayOf(schema, indent) {
  if (schema.prefixItems) return `[${schema.prefixItems.map((item) => typeOf(item, indent)).join(', ')}]`;
  const item = typeOf(schema.items ?? true, indent);
  return /[|&]/.test(item) ? `(${item})[]` : `${item}[]`;
}

function objectOf(schema, indent) {
  const inner = `${indent}  `;
  const required = new Set(schema.required ?? []);
  const lines = Object.entries(schema.properties).map(([name, property]) => {
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
    return `${comment(property, inner)}${inner}${key}${required.has(name) ? '' : '?'}: ${typeOf(property, inner)};\n`;
  });
  return `{\n${lines.join('')}${indent}}`;
}

function comment(schema, indent) {
  const text = schema.description?.replaceAll('*/', '* /').replace(/\s+/g, ' ').trim();
  return text ? `${indent}/** ${text} */\n` : '';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const document = JSON.parse(readFileSync(process.argv[2] ?? 0, 'utf8'));
  writeFileSync(TARGET, typesOf(document));
  console.log(`src/api/types.gen.ts: ${Object.keys(document.components.schemas).length} types`);
}
