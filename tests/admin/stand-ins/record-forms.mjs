/** The forms of records as the panel bundles them, asked for their fields without being drawn. */
import { caseFields } from '../../../admin/pages/cases/case-fields.tsx';
import { fullFields } from '../../../admin/pages/company/form-fields.tsx';
import { opportunityFields } from '../../../admin/pages/opportunities/opportunity-fields.tsx';
import { personFields } from '../../../admin/pages/person/edit-person.tsx';
import { moreFields, planFields } from '../../../admin/pages/task/task-fields.tsx';

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
