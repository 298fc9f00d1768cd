import express from 'express';
import type { Request, RequestHandler } from 'express';
import formidable from 'formidable';

const json = express.json({ limit: '1mb' });

/** Bodies of AdminJS's forms: JSON, or multipart with fields only. Files and forms that any page could send are refused. */
export const readFields: RequestHandler = (request, response, next) => {
  if (request.method !== 'POST') return next();
  const type = request.get('content-type') ?? '';
  if (type.startsWith('application/json')) {
    json(request, response, (error?: unknown) => {
      setFields(request, (request.body ?? {}) as Record<string, unknown>);
      next(error);
    });
    return;
  }
  if (!type.startsWith('multipart/form-data')) {
    response.status(type === '' && request.get('content-length') === '0' ? 200 : 415);
    if (response.statusCode === 415) {
      response.json({ code: 'request.unreadable', message: 'application/json, multipart/form-data' });
      return;
    }
    setFields(request, {});
    return next();
  }
  fieldsOf(request).then(
    (fields) => {
      setFields(request, fields);
      next();
    },
    () => response.status(413).json({ code: 'request.too_large', message: 'Fields only, at most 1 MB' }),
  );
};

async function fieldsOf(request: Request): Promise<Record<string, unknown>> {
  const form = formidable({
    maxFields: 500,
    maxFieldsSize: 1_000_000,
    maxFiles: 0,
    maxFileSize: 1,
    allowEmptyFiles: true,
    minFileSize: 0,
  });
  const [fields] = await form.parse(request);
  return Object.fromEntries(Object.entries(fields).map(([name, values]) => [name, values?.at(-1)]));
}

function setFields(request: Request, fields: Record<string, unknown>): void {
  // AdminJS reads `fields`; whoever was second is told both values of what stands in the body.
  Object.assign(request, { fields, body: fields });
}
