import { expect, test } from 'vitest';
// @ts-expect-error a plain script without types
import { typesOf } from './api-types.mjs';

const document = (schemas: unknown) => ({ components: { schemas } });

test('objects become types with their comments; what is not required is optional', () => {
  const made = typesOf(
    document({ Place: { type: 'object', required: ['lat'], properties: { lat: { type: 'number', description: 'Degrees.' }, name: { type: ['string', 'null'] } } } }),
  );
  expect(made).toContain('export type Place = {\n  /** Degrees. */\n  lat: number;\n  name?: string | null;\n};');
});

test('flattened bodies, references, enums and lists are kept', () => {
  const made = typesOf(
    document({
      B: { allOf: [{ $ref: '#/components/schemas/A' }, { type: 'object', properties: { kind: { type: 'string', enum: ['a', 'b'] } } }] },
      C: { type: 'array', items: { oneOf: [{ type: 'null' }, { $ref: '#/components/schemas/A' }] } },
    }),
  );
  expect(made).toContain('export type B = A & {\n  kind?: "a" | "b";\n};');
  expect(made).toContain('export type C = (null | A)[];');
});
