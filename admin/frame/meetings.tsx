import React, { useEffect, useState } from 'react';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { nameOfField } from '../components/field-name.ts';
import { useOfficeWords } from '../components/office-words.ts';
import { asksWhenMet, type Chosen, type Met } from '../components/meeting.ts';
import { useWords, type Words } from '../components/words.ts';
import { isUuid } from '../../domain/ids/uuid.ts';

type Open = { readonly met: Met; readonly answer: (chosen: Chosen) => void };

/** Somebody saved first: both values of each field stand side by side and the person chooses. Nothing typed is lost. */
export function Meetings() {
  const [open, setOpen] = useState<Open>();
  useEffect(() => asksWhenMet((met) => new Promise((answer) => setOpen({ met, answer }))), []);
  if (!open) return null;
  const close = (chosen: Chosen) => {
    setOpen(undefined);
    open.answer(chosen);
  };
  return <Meeting met={open.met} onClose={close} />;
}

function Meeting({ met, onClose }: { readonly met: Met; readonly onClose: (chosen: Chosen) => void }) {
  const words = useWords();
  const { t } = words;
  // A field of any record may stand here: the history of changes has words for each.
  useOfficeWords();
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
          <legend>{met.words?.name(field) ?? nameOfField(words, field)}</legend>
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
                {met.words?.value(field, isTheirs ? theirs : yours) ?? said(isTheirs ? theirs : yours, words)}
              </span>
            </label>
          ))}
        </fieldset>
      ))}
    </Dialog>
  );
}

/** Records and arrangements are not drawn here: that they differ is all that can be said in a line. */
function said(value: unknown, { t, language, number, moment }: Words): string {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return t('meeting.nothing');
  if (typeof value === 'boolean') return t(value ? 'meeting.yes' : 'meeting.no');
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return moment(value);
  if (typeof value === 'string' && !isUuid(value)) return value.length > 300 ? `${value.slice(0, 300)}…` : value;
  const named = value as { readonly pl?: unknown; readonly en?: unknown };
  if (typeof named === 'object' && typeof named[language] === 'string') return String(named[language]);
  return t('meeting.another');
}
