import { setTemplateActive, templateById } from '../../templates.ts';
import { demandDifference, demandUntouched, type BulkAction } from '../action.ts';

export const retireTemplates = switching('retire template', { pl: 'Wycofaj z użycia', en: 'Take out of use' }, false);
export const reviveTemplates = switching(
  'revive template',
  { pl: 'Przywróć do użycia', en: 'Put back into use' },
  true,
);

function switching(name: string, title: BulkAction['title'], active: boolean): BulkAction {
  return {
    kinds: ['templates'],
    name,
    title,
    right: 'template.edit',
    asks: [],
    async act({ tx, viewer, id, version }) {
      demandDifference((await templateById(tx, viewer, id)).active === active);
      await setTemplateActive(tx, viewer, { id, seen: version, active });
      return !active;
    },
    async undo({ tx, viewer, id, version, isTouched }) {
      demandUntouched({ isTouched });
      await setTemplateActive(tx, viewer, { id, seen: version, active: !active });
    },
  };
}
