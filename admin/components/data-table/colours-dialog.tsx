import React, { useState } from 'react';
import type { ListDescription, Tone, View } from '../../../domain/lists/shapes.ts';
import { Button } from '../button.tsx';
import { Cancel, Dialog } from '../dialog.tsx';
import { Select } from '../field.tsx';
import { useWords } from '../words.ts';
import { ConditionEditor } from './condition-editor.tsx';
import { asGroup, wholeOnly } from './condition-tree.ts';

const tones: readonly Tone[] = ['red', 'orange', 'green', 'accent', 'violet'];

type ColoursDialogProps = {
  readonly list: ListDescription;
  readonly view: View;
  readonly onChange: (view: View) => void;
  readonly onClose: () => void;
};

/** Colours of rows by rule. The first that holds counts, so their order matters. */
export function ColoursDialog({ list, view, onChange, onClose }: ColoursDialogProps) {
  const { t } = useWords();
  const [colours, setColours] = useState(view.colours);
  const apply = () => {
    const made = colours.flatMap(({ tone, condition }) => {
      const whole = wholeOnly(condition);
      return whole ? [{ tone, condition: whole }] : [];
    });
    onChange({ ...view, colours: made });
    onClose();
  };
  return (
    <Dialog
      title={t('colours.title')}
      drawer
      onClose={onClose}
      onSubmit={apply}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit">
            {t('colours.apply')}
          </Button>
        </>
      }
    >
      <p className="second">{t('colours.text')}</p>
      {colours.map(({ tone, condition }, i) => (
        <section key={i} className={`colour-rule tone-${tone}`} aria-label={t(`colours.tone.${tone}`)}>
          <div className="bar">
            <Select
              label={t('colours.tone')}
              value={tone}
              choices={tones.map((one) => ({ value: one, label: t(`colours.tone.${one}`) }))}
              onChange={(chosen) => setColours(colours.with(i, { condition, tone: chosen as Tone }))}
            />
            <span className="grow" />
            <Button
              kind="quiet"
              icon="up"
              label={t('colours.up')}
              disabled={i === 0}
              onClick={() => setColours(colours.toSpliced(i, 1).toSpliced(i - 1, 0, colours[i]!))}
            />
            <Button
              kind="quiet"
              icon="trash"
              label={t('colours.remove')}
              onClick={() => setColours(colours.toSpliced(i, 1))}
            />
          </div>
          <ConditionEditor
            list={list}
            tree={asGroup(condition)}
            onChange={(next) => setColours(colours.with(i, { tone, condition: next }))}
          />
        </section>
      ))}
      <div className="bar">
        <Button
          icon="plus"
          onClick={() => setColours([...colours, { tone: 'orange', condition: { combinator: 'and', rules: [] } }])}
        >
          {t('colours.add')}
        </Button>
      </div>
    </Dialog>
  );
}
