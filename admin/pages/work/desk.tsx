import React, { useRef, useState } from 'react';
import { Button, Tag } from '../../components/button.tsx';
import { Check, Problem } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { Page } from '../../components/page.tsx';
import { Restored } from '../../components/restored.tsx';
import type { Refused } from '../../components/read.ts';
import { Why } from '../../components/why.tsx';
import { useWords } from '../../components/words.ts';
import type { Said } from '../../../domain/domain-error.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';
import { AnswerFields } from './answer-fields.tsx';
import { After } from './after.tsx';
import { useDraft, type Draft } from './draft.ts';
import { FinishedDialog } from './finished-dialog.tsx';
import { HandOverDialog } from './hand-over-dialog.tsx';
import { History } from './history.tsx';
import { singleKeysOn, switchSingleKeys, useSingleKeys } from '../../components/keys.ts';
import { useCommands } from './keys.ts';
import { NoteField } from './note-field.tsx';
import { AskOutcome, useBackFromCall } from './back-from-call.tsx';
import { Effort } from './effort.tsx';
import { Outcomes } from './outcomes.tsx';
import { PostponeDialog } from './postpone-dialog.tsx';
import { Progress } from './progress.tsx';
import { Script, SourceLine } from './script.tsx';
import { Times } from './times.tsx';
import { Who } from './who.tsx';
import { hungUp, putDown } from './work-time.ts';
import { NoteLines } from '../task/notes.tsx';
import { RepeatDialog } from '../task/repeat-dialog.tsx';

export type DeskProps = {
  readonly screen: WorkScreen;
  /** What had been typed before it was saved, when that was taken back. */
  readonly undone: Draft | undefined;
  readonly why: Said | null;
  readonly progress: { readonly done: number; readonly of: number };
  readonly busy: boolean;
  readonly refused: Refused | undefined;
  readonly onSave: (draft: Draft, next: boolean) => void;
  readonly onUndo: () => void;
  readonly onOpen: (taskId?: string) => void;
  readonly onLeave: () => void;
};

/** One task with everything that is needed to do it. */
export function Desk({ screen, undone, why, progress, busy, refused, onSave, onUndo, onOpen, onLeave }: DeskProps) {
  const { t, language } = useWords();
  const { task, outcomes } = screen;
  const start = { answers: task.answers, note: task.note ?? '' };
  const { draft, change, restoredAt, forget } = useDraft(task.id, start, undone);
  const [dialog, setDialog] = useState<DialogName>();
  const [missing, setMissing] = useState<string>();
  const note = useRef<HTMLDivElement>(null);
  const outcome = outcomes.find(({ code }) => code === draft.outcome);
  const phone = screen.customer?.phones[0];

  const choose = (code: string) => {
    setMissing(undefined);
    change({ outcome: code, ...hungUp(draft, Date.now()) });
  };
  const dial = () => {
    if (!phone) return;
    change({ callStartedAt: Date.now() });
    window.location.href = `tel:${phone.normalised}`;
  };
  useBackFromCall(draft, () => setDialog('outcome'));
  const save = (next: boolean) => {
    if (busy) return;
    if (!outcome) return setMissing(t('work.no outcome'));
    const ended = hungUp(draft, Date.now());
    change(ended);
    onSave(putDown({ ...draft, ...ended }, Date.now()), next);
  };
  const writeNote = () => note.current?.querySelector('textarea')?.focus();

  useCommands({ save: () => save(true), undo: onUndo, leave: onLeave });
  useSingleKeys({
    ...Object.fromEntries(outcomes.slice(0, 9).map(({ code }, at) => [String(at + 1), () => choose(code)])),
    z: dial,
    n: writeNote,
    o: () => setDialog('postpone'),
    p: () => setDialog('hand over'),
    h: () => setDialog('finished'),
  });

  return (
    <Page title={task.title} wide>
      <div className="head">
        <Button kind="quiet" icon="close" label={t('work.leave')} onClick={onLeave} />
        <Progress {...progress} />
        <Button kind="quiet" icon="clock" label={t('work.finished')} onClick={() => setDialog('finished')} />
        <Button keys="O" onClick={() => setDialog('postpone')}>
          {t('work.postpone')}
        </Button>
        <Button keys="P" onClick={() => setDialog('hand over')}>
          {t('work.hand over')}
        </Button>
      </div>
      <div className="desk">
        <Who screen={screen} onDial={dial} />
        <section className="card job" aria-label={task.title}>
          <SourceLine screen={screen} />
          <div className="body">
            {why ? <div className="why">{`${t('work.why now', { why: why[language] })}`}</div> : null}
            <Why because={screen.source.because} of="task" />
            <h1>{task.title}</h1>
            <Restored draft={{ isDirty: true, restoredAt, forget }} />
            {screen.warnings.map((warning) => (
              <Problem key={warning.pl}>{warning[language]}</Problem>
            ))}
            <Script screen={screen} />
            <Outcomes
              outcomes={outcomes}
              chosen={draft.outcome}
              isCall={task.typeChannel === 'phone'}
              problem={missing ?? (refused?.field === 'outcome' ? refused.message : undefined)}
              onChoose={choose}
            />
            <AnswerFields
              task={task}
              form={task.form}
              outcome={outcome}
              draft={draft}
              change={change}
              refused={refused}
            />
            <NoteLines notes={screen.notes} />
            <div ref={note}>
              <NoteField draft={draft} change={change} required={outcome?.asks === 'note'} refused={refused} />
            </div>
            <Effort asksKilometres={task.asksKilometres} draft={draft} change={change} refused={refused} />
            <After task={task} outcome={outcome} nextAt={draft.nextAt} />
            {refused && !isShownBeside(refused, task) ? <Problem>{refused.message}</Problem> : null}
            <div className="bar save">
              <Button kind="main" size="big" keys="Ctrl Enter" busy={busy} onClick={() => save(true)}>
                {t('work.save next')}
              </Button>
              <Button size="big" disabled={busy} onClick={() => save(false)}>
                {t('work.save')}
              </Button>
              {task.effectKey === null && task.companyId ? (
                <Button kind="quiet" size="big" onClick={() => setDialog('repeat')}>
                  {t('work.other customer')}
                </Button>
              ) : null}
              <span className="grow" />
              <Times draft={draft} change={change} showsWork={!task.asksKilometres} />
            </div>
          </div>
        </section>
        <History screen={screen} />
      </div>
      <DeskDialog
        dialog={dialog}
        screen={screen}
        note={draft.note}
        onNoteKept={() => change({ note: '' })}
        onChoose={choose}
        onOpen={onOpen}
        onClose={() => setDialog(undefined)}
      />
      {screen.openElsewhere ? <Tag tone="red">{t('work.open elsewhere', { name: screen.openElsewhere })}</Tag> : null}
      <KeysHelp />
    </Page>
  );
}

type DialogName = 'postpone' | 'hand over' | 'finished' | 'repeat' | 'outcome';
type DeskDialogProps = {
  readonly dialog: DialogName | undefined;
  readonly screen: WorkScreen;
  readonly note: string;
  readonly onNoteKept: () => void;
  readonly onChoose: (code: string) => void;
  readonly onOpen: (taskId?: string) => void;
  readonly onClose: () => void;
};

function DeskDialog(props: DeskDialogProps) {
  const { dialog, screen, note, onNoteKept, onChoose, onOpen, onClose } = props;
  const { task, outcomes } = screen;
  const typed = { text: note, onKept: onNoteKept };
  switch (dialog) {
    case 'postpone':
      return <PostponeDialog task={task} note={typed} onClose={onClose} onDone={() => onOpen()} />;
    case 'hand over':
      return <HandOverDialog task={task} note={typed} onClose={onClose} onDone={() => onOpen()} />;
    case 'finished':
      return <FinishedDialog onClose={onClose} onOpen={onOpen} />;
    case 'repeat':
      return <RepeatDialog task={task} note={note} onClose={onClose} />;
    case 'outcome': {
      const chosen = (code: string) => {
        onChoose(code);
        onClose();
      };
      return <AskOutcome outcomes={outcomes} onChoose={chosen} onClose={onClose} />;
    }
    default:
      return null;
  }
}

/** Which keys there are, and the switch for those who type where they should not. */
function KeysHelp() {
  const { t } = useWords();
  const [on, setOn] = useState(singleKeysOn);
  return (
    <details className="keys of-keys small muted">
      <summary>
        <Icon name="keyboard" /> {t('work.keys')}
      </summary>
      <p>{t('work.keys text')}</p>
      <Check
        checked={on}
        label={t('work.keys on')}
        onChange={(wanted) => {
          switchSingleKeys(wanted);
          setOn(wanted);
        }}
      />
    </details>
  );
}

function isShownBeside({ field }: Refused, { asksKilometres }: Pick<WorkScreen['task'], 'asksKilometres'>): boolean {
  if (field === 'kilometres' || field === 'workMinutes') return asksKilometres;
  return field === 'outcome' || field === 'note' || field === 'nextAt' || (field?.startsWith('answers.') ?? false);
}
