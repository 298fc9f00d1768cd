import type { Absence } from '../../db/absences.ts';
import { call, useAction, type Action } from './read.ts';
import { useUndone } from './undone.ts';
import { useWords } from './words.ts';

/** Takes an absence off, with a way back; what was refused stands in `refused`. Answers whether it went well. */
export function useAbsenceRemoval(onChange: () => void): Pick<Action, 'busy' | 'refused'> & {
  readonly remove: (absence: Absence) => Promise<boolean>;
} {
  const { t } = useWords();
  const { run, ...action } = useAction();
  const undone = useUndone(onChange);
  const remove = ({ id, userName: name, userId, fromOn, toOn, substituteId }: Absence) =>
    run(async () => {
      await call('DELETE', `/absences/${id}`);
      undone(t('absence.removed', { name }), () => call('POST', '/absences', { userId, fromOn, toOn, substituteId }));
      onChange();
    });
  return { remove, ...action };
}
