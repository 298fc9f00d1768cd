import React from 'react';
import { Button } from '../../components/button.tsx';
import { Problem, Select, TextInput } from '../../components/field.tsx';
import { Sortable } from '../../components/sortable.tsx';
import { useWords } from '../../components/words.ts';
import type { TaskOutcome } from '../../../domain/tasks/outcome.ts';

type OutcomesEditorProps = {
  readonly outcomes: readonly TaskOutcome[];
  readonly onChange: (outcomes: readonly TaskOutcome[]) => void;
  readonly problem: string | undefined;
};

/** What may come of a task, in the order of the keys 1–9. A code, once given, stays: reports count by it. */
export function OutcomesEditor({ outcomes, onChange, problem }: OutcomesEditorProps) {
  const { t, language } = useWords();
  const lines = outcomes.map((outcome, at) => ({ outcome, at, id: String(at) }));
  const set = (at: number, change: Partial<TaskOutcome>) =>
    onChange(outcomes.map((outcome, i) => (i === at ? { ...outcome, ...change } : outcome)));
  return (
    <fieldset className="field">
      <legend>{t('type.outcomes')}</legend>
      <Problem>{problem}</Problem>
      <Sortable
        label={t('type.outcomes')}
        items={lines}
        idOf={({ id }) => id}
        nameOf={({ outcome }) => outcome.name[language] || t('type.new outcome')}
        onOrder={(ids) => onChange(ids.map((id) => outcomes[Number(id)]!))}
      >
        {({ outcome, at }) => (
          <div className="outcome-line">
            <TextInput
              label={t('shape.name pl')}
              placeholder={t('shape.name pl')}
              value={outcome.name.pl}
              onChange={(pl) => set(at, { name: { ...outcome.name, pl } })}
            />
            <TextInput
              label={t('shape.name en')}
              placeholder={t('shape.name en')}
              value={outcome.name.en}
              onChange={(en) => set(at, { name: { ...outcome.name, en } })}
            />
            <Select
              label={t('type.asks')}
              value={outcome.asks ?? ''}
              none={t('type.asks nothing')}
              onChange={(asks) => onChange(asking(outcomes, at, asks as TaskOutcome['asks'] | ''))}
              choices={(['date', 'note'] as const).map((one) => ({ value: one, label: t(`type.asks ${one}`) }))}
            />
            <Button
              kind="quiet"
              icon="trash"
              label={t('type.remove outcome')}
              onClick={() => onChange(outcomes.filter((_, i) => i !== at))}
            />
          </div>
        )}
      </Sortable>
      <div className="bar">
        <Button icon="plus" onClick={() => onChange([...outcomes, { code: '', name: { pl: '', en: '' } }])}>
          {t('type.new outcome')}
        </Button>
      </div>
    </fieldset>
  );
}

function asking(outcomes: readonly TaskOutcome[], at: number, asks: TaskOutcome['asks'] | '') {
  return outcomes.map(({ asks: before, ...rest }, i) => {
    const wanted = i === at ? asks : before;
    return wanted ? { ...rest, asks: wanted } : rest;
  });
}
