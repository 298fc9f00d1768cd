import React, { useState } from 'react';
import { useBothSaid } from '../components/both-said.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import type { Chosen, Met } from '../components/meeting.ts';
import { useWords } from '../components/words.ts';

type Asking = { readonly met: Met; readonly onClose: (chosen: Chosen) => void };

/** Both values of each field stand side by side and the person chooses. */
export default function Meeting({ met, onClose }: Asking) {
  const { t } = useWords();
  const said = useBothSaid(met.noun, met.theirs.fields);
  const fields = Object.entries(met.theirs.fields);
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const take = (field: string, theirs: boolean) =>
    setTaken((old) => new Set(theirs ? [...old, field] : [...old].filter((other) => other !== field)));
  const chosen = () =>
    Object.fromEntries(fields.map(([field, { yours, theirs }]) => [field, taken.has(field) ? theirs : yours]));
  return (
    <Dialog
      title={t('meeting.title')}
      onClose={() => onClose(undefined)}
      onSubmit={() => onClose(chosen())}
      actions={
        <>
          <Button kind="quiet" onClick={() => onClose(undefined)}>
            {t('meeting.back')}
          </Button>
          <Button kind="main" type="submit">
            {t('meeting.save')}
          </Button>
        </>
      }
    >
      <p>{t(fields.length > 0 ? 'meeting.lead' : 'meeting.unseen')}</p>
      {fields.map(([field, { yours, theirs }]) => (
        <fieldset key={field} className="meeting">
          <legend>{met.words?.name(field) ?? said.name(field)}</legend>
          {([false, true] as const).map((isTheirs) => (
            <label key={String(isTheirs)}>
              <input
                type="radio"
                name={`meeting ${field}`}
                checked={taken.has(field) === isTheirs}
                onChange={() => take(field, isTheirs)}
              />
              <span>
                <span className="small muted">{t(isTheirs ? 'meeting.theirs' : 'meeting.yours')}</span>{' '}
                {met.words?.value(field, isTheirs ? theirs : yours) ?? said.value(field, isTheirs ? 'theirs' : 'yours')}
              </span>
            </label>
          ))}
        </fieldset>
      ))}
    </Dialog>
  );
}
