import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import * as esbuild from 'esbuild';
import { formFields } from '../../domain/own/layout.ts';
import type { OwnRecord } from '../../domain/own/shapes.ts';

/** The forms as the panel bundles them, asked for their fields without being drawn. */
const forms = `
  import { caseFields } from './admin/pages/cases/case-fields.tsx';
  import { fullFields } from './admin/pages/company/form-fields.tsx';
  import { opportunityFields } from './admin/pages/opportunities/opportunity-fields.tsx';
  import { personFields } from './admin/pages/person/edit-person.tsx';
  import { moreFields, planFields } from './admin/pages/task/task-fields.tsx';

  const words = { t: (key) => key, knows: () => false, language: 'pl' };
  const plain = { change() {}, onChange() {}, problem: () => undefined, words };
  const customer = { id: 'companyId' };
  const beginning = { value: '', probability: '' };
  export const fields = {
    company: fullFields({ ...plain, may: () => true, values: { kind: 'branch', timeZone: 'Europe/Warsaw' } }),
    person: personFields({ ...plain, typed: {} }),
    task: [...planFields(plain), ...moreFields(plain)],
    case: [false, true].flatMap((isThere) => caseFields({ ...plain, typed: {}, isThere })),
    opportunity: [customer, ...opportunityFields({ ...plain, fields: beginning, stages: [], onStage() {} })],
  };
`;

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
      stdin: { contents: forms, resolveDir: resolve(import.meta.dirname, '../..'), loader: 'ts' },
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
