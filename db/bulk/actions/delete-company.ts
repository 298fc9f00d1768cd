import { deleteCompany, restoreCompany } from '../../company-removal.ts';
import { demandUntouched, type BulkAction } from '../action.ts';

export const deleteCompanies: BulkAction = {
  kinds: ['companies'],
  name: 'delete company',
  title: { pl: 'Usuń', en: 'Delete' },
  right: 'company.delete',
  asks: [],
  takesOff: true,
  async act({ tx, viewer, id, version }) {
    await deleteCompany(tx, viewer, { id, version });
    return true;
  },
  async undo({ tx, viewer, id, isTouched }) {
    demandUntouched({ isTouched });
    await restoreCompany(tx, viewer, id);
  },
};
