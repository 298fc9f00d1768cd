import { findFile } from '../../file-scope.ts';
import { deleteFile, describeFile, restoreFile } from '../../files.ts';
import { fileCategories } from '../../lists/choices.ts';
import { demandDifference, demandUntouched, type BulkAction } from '../action.ts';

export const changeFileCategory: BulkAction = {
  kinds: ['files'],
  name: 'change category',
  title: { pl: 'Zmień kategorię', en: 'Change the category' },
  right: 'file.edit',
  asks: [
    {
      id: 'categoryId',
      title: { pl: 'Kategoria (puste: bez)', en: 'Category (empty: none)' },
      type: 'choice',
      required: false,
      choices: fileCategories,
    },
  ],
  async act({ tx, viewer, id, version, answers }) {
    const { categoryId } = await findFile(tx, viewer, { id });
    demandDifference(categoryId === answers['categoryId']);
    await describeFile(tx, viewer, { id, version, changes: { categoryId: answers['categoryId']! } });
    return categoryId;
  },
  async undo({ tx, viewer, id, version, before, isTouched }) {
    demandUntouched({ isTouched });
    await describeFile(tx, viewer, { id, version, changes: { categoryId: before as string | null } });
  },
};

export const addKeyword: BulkAction = {
  kinds: ['files'],
  name: 'add keyword',
  title: { pl: 'Dodaj słowo kluczowe', en: 'Add a keyword' },
  right: 'file.edit',
  asks: [{ id: 'word', title: { pl: 'Słowo', en: 'Keyword' }, type: 'text', required: true }],
  async act({ tx, viewer, id, version, answers }) {
    const { keywords } = await findFile(tx, viewer, { id });
    const word = answers['word']!.slice(0, 60);
    demandDifference(keywords.includes(word));
    await describeFile(tx, viewer, { id, version, changes: { keywords: [...keywords, word] } });
    return [...keywords];
  },
  async undo({ tx, viewer, id, version, before, isTouched }) {
    demandUntouched({ isTouched });
    await describeFile(tx, viewer, { id, version, changes: { keywords: before as string[] } });
  },
};

export const deleteFiles: BulkAction = {
  kinds: ['files'],
  name: 'delete file',
  title: { pl: 'Usuń', en: 'Delete' },
  right: 'file.edit',
  asks: [],
  takesOff: true,
  async act({ tx, viewer, id }) {
    await deleteFile(tx, viewer, id);
    return true;
  },
  async undo({ tx, viewer, id, isTouched }) {
    demandUntouched({ isTouched });
    await restoreFile(tx, viewer, id);
  },
};
