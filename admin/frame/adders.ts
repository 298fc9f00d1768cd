import { lazy } from 'react';
import type { Adders } from '../components/adders.ts';

/** Each in a chunk of its own, loaded when `+` or the list beside a field is pressed for the first time. */
export const adders: Adders = {
  company: lazy(() => import('../pages/companies/new-company.tsx').then(({ NewCompany }) => ({ default: NewCompany }))),
  person: lazy(() => import('../pages/company/new-person.tsx').then(({ NewPerson }) => ({ default: NewPerson }))),
  task: lazy(() => import('../pages/task/new-task.tsx').then(({ AddTask }) => ({ default: AddTask }))),
  case: lazy(() => import('../pages/cases/new-case.tsx').then(({ AddCase }) => ({ default: AddCase }))),
  opportunity: lazy(() =>
    import('../pages/opportunities/new-opportunity.tsx').then(({ AddOpportunity }) => ({ default: AddOpportunity })),
  ),
  fileDialog: lazy(() => import('../components/file-dialog.tsx').then(({ FileDialog }) => ({ default: FileDialog }))),
  chooseCompany: lazy(() => import('../pages/companies/choose-company.tsx')),
};
