import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import * as esbuild from 'esbuild';
import { formFields } from '../../domain/own/layout.ts';
import type { OwnRecord } from '../../domain/own/shapes.ts';

/** Bundled as the panel's are. */
const forms = join(import.meta.dirname, 'stand-ins', 'record-forms.mjs');

describe('the forms that administrators arrange', () => {
  it('have exactly the fields that may be placed and hidden', async () => {
    const fields = await fieldsOfForms();
    for (const [record, known] of Object.entries(formFields)) {
      const there = new Set((fields[record as OwnRecord] ?? []).map(({ id }) => id));
      expect(known.map(({ id }) => id).toSorted(), record).to.deep.equal([...there].toSorted());
    }
  });
});

type Fields = Partial<Record<OwnRecord, readonly { readonly id: string }[]>>;

async function fieldsOfForms(): Promise<Fields> {
  const folder = await mkdtemp(join(tmpdir(), 'nurt-forms-'));
  const outfile = join(folder, 'forms.mjs');
  try {
    await esbuild.build({
      entryPoints: [forms],
      bundle: true,
      outfile,
      format: 'esm',
      jsx: 'transform',
      logLevel: 'silent',
    });
    const { fields } = (await import(pathToFileURL(outfile).href)) as { fields: Fields };
    return fields;
  } finally {
    await rm(folder, { recursive: true });
  }
}
