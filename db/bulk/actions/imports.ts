import { discardImport } from '../../imports.ts';
import type { BulkAction } from '../action.ts';

/** Of what wrote nothing, or was undone. Its file is swept up with those that no import has. */
export const discardImports: BulkAction = {
  kinds: ['imports'],
  name: 'discard import',
  title: { pl: 'Usuń z listy', en: 'Take off the list' },
  right: 'import.run',
  asks: [],
  async act({ tx, viewer, id }) {
    await discardImport(tx, viewer, id);
    return true;
  },
};
