// Reads an OpenAPI 3.1 document into what the page shows. Knows what Blisko's own description uses, no more.

export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  allOf?: Schema[];
  oneOf?: Schema[];
  example?: unknown;
}

interface Media {
  schema?: Schema;
}

interface RawOperation {
  operationId?: string;
  tags?: string[];
  summary?: string;
  description?: string;
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema; example?: unknown }[];
  requestBody?: { content: Record<string, Media> };
  responses?: Record<string, { description: string; content?: Record<string, Media> }>;
}

export interface Document {
  info: { title: string; version: string; description?: string };
  tags?: { name: string; description?: string }[];
  paths: Record<string, Record<string, RawOperation>>;
  components?: { schemas?: Record<string, Schema> };
}

export interface Field {
  name: string;
  type: string;
  required: boolean;
  meaning: string;
}

export interface Operation {
  id: string;
  method: string;
  path: string;
  tag: string;
  summary: string;
  parameters: (Field & { place: string })[];
  body: { contentType: string; fields: Field[] } | undefined;
  responses: { status: string; description: string; type: string; fields: Field[] }[];
  /** For operations that can be tried in a shell by copying. */
  example: string;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** All operations, in the order of the document's tags, then of its paths. */
export function operations(document: Document): Operation[] {
  const order = (document.tags ?? []).map((tag) => tag.name);
  const rank = (operation: Operation) => (order.indexOf(operation.tag) + order.length + 1) % (order.length + 1);
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    METHODS.filter((method) => methods[method]).map((method) => read(document, method, path, methods[method] ?? {})),
  );
  return all.sort((a, b) => rank(a) - rank(b));
}

function read(document: Document, method: string, path: string, raw: RawOperation): Operation {
  const [contentType, media] = Object.entries(raw.requestBody?.content ?? {})[0] ?? [];
  return {
    id: raw.operationId ?? `${method} ${path}`,
    method: method.toUpperCase(),
    path,
    tag: raw.tags?.[0] ?? '',
    summary: [raw.summary, raw.description].filter(Boolean).join(' '),
    parameters: (raw.parameters ?? []).map((parameter) => ({
      name: parameter.name,
      place: parameter.in,
      type: typeName(parameter.schema),
      required: parameter.required ?? false,
      meaning: parameter.description ?? '',
    })),
    body: contentType ? { contentType, fields: fields(document, media?.schema) } : undefined,
    responses: Object.entries(raw.responses ?? {}).map(([status, response]) => {
      const schema = Object.values(response.content ?? {})[0]?.schema;
      const ok = status.startsWith('2');
      return { status, description: response.description, type: typeName(schema), fields: ok ? fields(document, schema) : [] };
    }),
    example: curl(method, path, raw),
  };
}

/** The fields of an object, with those that are flattened into it; of an array, those of its items. */
export function fields(document: Document, schema: Schema | undefined): Field[] {
  const found = resolve(document, schema);
  if (!found) return [];
  if (found.allOf) return found.allOf.flatMap((part) => fields(document, part));
  if (found.items) return fields(document, found.items);
  return Object.entries(found.properties ?? {}).map(([name, property]) => ({
    name,
    type: typeName(property),
    required: found.required?.includes(name) ?? false,
    meaning: property.description ?? '',
  }));
}

function resolve(document: Document, schema: Schema | undefined): Schema | undefined {
  if (!schema?.$ref) return schema;
  return document.components?.schemas?.[schema.$ref.split('/').at(-1) ?? ''];
}

/** `string (date-time)`, `array of OutletView`, `number or null`. */
export function typeName(schema: Schema | undefined): string {
  if (!schema) return '';
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? '';
  if (schema.oneOf) return schema.oneOf.map(typeName).join(' or ');
  if (schema.allOf) return schema.allOf.map(typeName).join(' and ');
  const types = [schema.type ?? []].flat();
  return types.map((type) => (type === 'array' ? `array of ${typeName(schema.items)}` : withFormat(type, schema))).join(' or ');
}

function withFormat(type: string, schema: Schema): string {
  return schema.format && type !== 'null' ? `${type} (${schema.format})` : type;
}

/** A line for a shell: parameters that have an example or must be there are filled in. */
function curl(method: string, path: string, raw: RawOperation): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase());
  const query = (raw.parameters ?? [])
    .filter((parameter) => parameter.in === 'query' && (parameter.example !== undefined || parameter.required))
    .map((parameter) => `${parameter.name}=${encodeURIComponent(String(parameter.example ?? '…'))}`);
  const address = `${location.origin}${filled}${query.length ? `?${query.join('&')}` : ''}`;
  const verb = method === 'get' ? '' : ` -X ${method.toUpperCase()}`;
  return `curl${verb} -H "Authorization: Bearer $BLISKO_KEY" "${address}"`;
}
