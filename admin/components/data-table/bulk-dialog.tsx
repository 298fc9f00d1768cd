import React, { useState } from 'react';
import type { Selected } from '../../../domain/lists/actions.ts';
import type { ActionAsk, ListAction, ListField } from '../../../domain/lists/shapes.ts';
import { Button } from '../button.tsx';
import { DateInput } from '../date-input.tsx';
import { Cancel, Dialog } from '../dialog.tsx';
import { Field, Notice, Select, TextInput, type Choice } from '../field.tsx';
import { NameDialog } from '../name-dialog.tsx';
import { call, useAction } from '../read.ts';
import { Refusal } from '../refusal.tsx';
import { useViewer } from '../viewer.ts';
import { WithPlus } from '../with-plus.tsx';
import { useWords } from '../words.ts';
import { FieldControl } from './cell-editor.tsx';

type BulkDialogProps = {
  readonly action: ListAction;
  /** The rows as they were written down on the server: exactly these are acted on. */
  readonly selected: Selected;
  readonly onStarted: (id: string) => void;
  readonly onClose: () => void;
};

/** Says how many and whom before anything is done, and asks what has to be known. */
export function BulkDialog({ action, selected, onStarted, onClose }: BulkDialogProps) {
  const { t, number, language } = useWords();
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const { run, busy, problem, refused } = useAction();
  const title = action.title[language];
  const start = () =>
    run(async () => {
      await call('POST', `/bulk/${selected.id}/run`, { action: action.name, answers });
      onStarted(selected.id);
    });
  const isMissing = action.asks.some(({ id, required }) => required && !answers[id]?.trim());
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={() => void start()}
      actions={
        <>
          <Cancel />
          <Button kind="main" type="submit" busy={busy} disabled={isMissing || selected.count === 0}>
            {t('bulk.verb', { verb: title, count: number(selected.count) })}
          </Button>
        </>
      }
    >
      <Whom selected={selected} />
      {action.asks.map((ask) => (
        <Field key={ask.id} label={ask.title[language]} required={ask.required} error={problem(ask.id)}>
          <Answer
            ask={ask}
            value={answers[ask.id] ?? ''}
            onChange={(value) => setAnswers((all) => ({ ...all, [ask.id]: value }))}
          />
        </Field>
      ))}
      <Refusal refused={refused} />
      {action.canUndo ? <p className="small muted">{t('bulk.can undo')}</p> : <Notice>{t('bulk.no undo')}</Notice>}
    </Dialog>
  );
}

function Whom({ selected: { count, missing, names } }: Pick<BulkDialogProps, 'selected'>) {
  const { t } = useWords();
  const more = count - names.length;
  return (
    <div className="bulk-whom">
      <b className="strong">{t('bulk.records', { count })}</b>
      <p className="second">
        {names.map((name, i) => (
          <React.Fragment key={i}>
            {i > 0 ? ', ' : ''}
            <bdi>{name}</bdi>
          </React.Fragment>
        ))}
        {more > 0 ? ` ${t('bulk.and more', { count: more })}` : ''}
      </p>
      {missing > 0 ? <p className="small muted">{t('bulk.missing', { count: missing })}</p> : null}
    </div>
  );
}

type AnswerProps = {
  readonly ask: ActionAsk;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

function Answer({ ask, value, onChange }: AnswerProps) {
  const { t, language } = useWords();
  const { may } = useViewer();
  const [added, setAdded] = useState<readonly Choice[]>([]);
  if (ask.type === 'date') return <DateInput value={value} onChange={onChange} towards={ask.towards ?? 'future'} />;
  if (ask.type === 'field') return <FieldAnswer ask={ask} onChange={onChange} />;
  if (ask.type === 'text') return <TextInput value={value} onChange={onChange} />;
  const choices = (ask.choices ?? []).map((choice) => ({ value: choice.value, label: choice.label[language] }));
  return (
    <WithPlus
      label={t('finder.new group')}
      may={ask.adds === 'group' && may('company.edit')}
      dialog={(close) => (
        <NameDialog
          title={t('finder.new group')}
          path="/groups"
          onClose={close}
          onAdded={({ id, name }) => {
            close();
            setAdded([...added, { value: id, label: name }]);
            onChange(id);
          }}
        />
      )}
    >
      <Select
        value={value}
        none={t(ask.required ? 'bulk.choose' : 'table.nothing')}
        choices={[...choices, ...added]}
        onChange={onChange}
      />
    </WithPlus>
  );
}

/** One of the fields, and below it a value of its type. */
function FieldAnswer({ ask: { fields = [], title }, onChange }: Pick<AnswerProps, 'ask' | 'onChange'>) {
  const { t, language } = useWords();
  const [field, setField] = useState<ListField>();
  const [value, setValue] = useState<unknown>(null);
  const tell = (chosen: ListField | undefined, next: unknown) => {
    setField(chosen);
    setValue(next);
    // What cannot be read as a value is no answer.
    onChange(chosen && next !== undefined ? JSON.stringify({ field: chosen.id, value: next }) : '');
  };
  return (
    <div className="field-answer">
      <Select
        label={title[language]}
        value={field?.id ?? ''}
        none={t('bulk.choose')}
        choices={fields.map(({ id, title: named }) => ({ value: id, label: named[language] }))}
        onChange={(id) =>
          tell(
            fields.find((one) => one.id === id),
            null,
          )
        }
      />
      {field ? (
        <FieldControl key={field.id} field={field} value={value} onChange={(next) => tell(field, next)} />
      ) : null}
    </div>
  );
}
