import React, { useEffect, useMemo, useState } from 'react';
import { ColorSelect } from '../../components/color-select.tsx';
import { ConditionEditor } from '../../components/data-table/condition-editor.tsx';
import { asGroup, isFinished } from '../../components/data-table/condition-tree.ts';
import { httpSource } from '../../components/data-table/source.ts';
import { CancelAndSave, Dialog } from '../../components/dialog.tsx';
import { Check, Field, Notice, TextInput } from '../../components/field.tsx';
import { call, Refused, saveWhole, useAction } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { useWords } from '../../components/words.ts';
import type { EntryColor } from '../../../domain/own/entries.ts';
import type { KeptClass } from '../../../db/classes.ts';
import type { Group } from '../../../domain/conditions/shapes.ts';
import type { ListDescription } from '../../../domain/lists/shapes.ts';

type ClassDialogProps = {
  readonly list: ListDescription;
  readonly edited: KeptClass | undefined;
  readonly onClose: () => void;
  readonly onSaved: () => void;
};

const customers = httpSource('companies');
const everyone: Group = { combinator: 'and', rules: [] };

/** A class: its name, its colour, and the condition, built as in the list of customers and counted while it is built. */
export function ClassDialog({ list, edited, onClose, onSaved }: ClassDialogProps) {
  const { t } = useWords();
  const { run, busy, refused, problem } = useAction();
  const [seen] = useState(edited && { ...edited, condition: asGroup(edited.condition) });
  const [name, setName] = useState(edited?.name ?? { pl: '', en: '' });
  const [color, setColor] = useState<EntryColor | null>(edited?.color ?? 'violet');
  const [condition, setCondition] = useState<Group>(edited ? asGroup(edited.condition) : everyone);
  const [active, setActive] = useState(edited?.active ?? true);
  // What stands for whoever looks, and classes themselves, are no ground to belong to a class.
  const asked = useMemo(() => ({ ...list, facts: list.facts.filter(({ name: one }) => !personal.has(one)) }), [list]);
  const save = () =>
    run(async () => {
      const body = { name, color, condition, active };
      if (seen) await saveWhole(`/classes/${seen.id}`, { version: seen.version, before: seen, after: body });
      else await call('POST', '/classes', body);
      onSaved();
    });
  return (
    <Dialog
      title={t(edited ? 'classes.edit' : 'classes.new')}
      drawer
      onClose={onClose}
      onSubmit={() => void save()}
      actions={<CancelAndSave busy={busy} disabled={condition.rules.length === 0} />}
    >
      <div className="form">
        <Refusal refused={refused} />
        <div className="two">
          <Field label={t('shape.name pl')} required error={problem('name')}>
            <TextInput value={name.pl} onChange={(pl) => setName({ ...name, pl })} autoComplete="off" autoFocus />
          </Field>
          <Field label={t('shape.name en')} hint={t('shape.name en hint')}>
            <TextInput value={name.en} onChange={(en) => setName({ ...name, en })} autoComplete="off" />
          </Field>
        </div>
        <Field label={t('shape.color')}>
          <ColorSelect value={color} onChange={setColor} none />
        </Field>
        <section className="class-condition" aria-label={t('classes.condition')}>
          <h3>{t('classes.condition')}</h3>
          <p className="small second">{t('classes.condition hint')}</p>
          <ConditionEditor list={asked} tree={condition} onChange={setCondition} />
        </section>
        <Fitting condition={condition} />
        <Check label={t('classes.active')} checked={active} onChange={setActive} />
      </div>
    </Dialog>
  );
}

const personal: ReadonlySet<string> = new Set(['list.clipboard', 'company.classes']);

/** How many customers the condition would take in, a moment after it was changed. */
function Fitting({ condition }: { readonly condition: Group }) {
  const { t } = useWords();
  const [said, setSaid] = useState<string>();
  const key = JSON.stringify(condition);
  useEffect(() => {
    if (condition.rules.length === 0) return setSaid(t('classes.no condition'));
    if (!isFinished(condition)) return setSaid(undefined);
    let gone = false;
    const timer = setTimeout(() => {
      const view = { columns: [], sort: [], condition, colours: [], density: 'roomy' } as const;
      customers.count({ view }).then(
        ({ count, isMore }) => !gone && setSaid(t(isMore ? 'classes.many fit' : 'classes.fit', { count })),
        (error: unknown) => !gone && setSaid(error instanceof Refused ? error.message : undefined),
      );
    }, 300);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [key]);
  return said ? <Notice>{said}</Notice> : null;
}
