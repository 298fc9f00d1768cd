import React, { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { AdderProps, Made } from '../../components/adders.ts';
import { Button } from '../../components/button.tsx';
import { Cancel, Dialog } from '../../components/dialog.tsx';
import { useDraft } from '../../components/drafts.ts';
import { Check, Notice } from '../../components/field.tsx';
import { useFilesToCome } from '../../components/files-to-come.tsx';
import { RecordForm } from '../../components/own/record-form.tsx';
import { call, useAction } from '../../components/read.ts';
import { Refusal } from '../../components/refusal.tsx';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { OwnValues } from '../../../domain/own/shapes.ts';
import { CallAnyway } from './call-anyway.tsx';
import { CustomerFacts } from './customer-facts.tsx';
import { RepeatFields } from './repeat-fields.tsx';
import { SpeakerField, useSpeakers } from './receiver-field.tsx';
import { ContactFields, RecordFields } from './record-fields.tsx';
import { lengthOf, moreFields, planFields } from './task-fields.tsx';
import { TypeField } from './type-field.tsx';
import { usePlan, type Plan } from './use-plan.ts';
import { contactOf, newTaskOf, startValues, type TaskStart, type TaskValues } from './values.ts';

type NewTaskProps = {
  /** What the page that opens it knows: a customer, a span of time, a case, an opportunity, a main task. */
  readonly start?: TaskStart;
  /** A contact that has taken place instead of work that is planned. */
  readonly contact?: boolean;
  readonly onClose: () => void;
  /** Something was made: the page behind reads its list again. */
  readonly onMade: () => void;
  /** Asked for in place by another form: the one that was made. */
  readonly onOne?: (made: Made) => void;
};

/** The `+` beside a reference to a task. */
export function AddTask({ name, companyId: _, onClose, onMade }: AdderProps) {
  const [start] = useState(() => (name ? { title: name } : {}));
  return <NewTask start={start} onClose={onClose} onMade={() => undefined} onOne={onMade} />;
}

type After = 'close' | 'next' | 'open';

/** One form for work that is planned and for a contact that has taken place (S4-36): short first, all of it below. */
export function NewTask({ start = {}, contact = false, onClose, onMade, onOne }: NewTaskProps) {
  const { t } = useWords();
  const { timeZone } = useViewer();
  const toast = useToast();
  const navigate = useNavigate();
  const { run, busy, refused, problem } = useAction();
  const [isContact, setContact] = useState(contact);
  const [round, setRound] = useState(0);
  const [begin] = useState(() => startValues(start, timeZone));
  const draft = useDraft<TaskValues>(onOne ? undefined : draftName(start), begin);
  const { typed: values, change } = draft;
  useEffect(() => start.typed && change(start.typed), []);
  const plan = usePlan(values);
  const noteTime = useRef({});
  const files = useFilesToCome();
  const speakers = useSpeakers(values, isContact);
  const tie = async (id: string) => {
    // The first of those that repeat is made no sooner than three months ahead: until then there is nothing to hang them on.
    if (!id) {
      if (start.document || files.isAny) toast(t('repeat.nothing tied'), { tone: 'red' });
      return files.drop();
    }
    if (start.document) await call('POST', `/tasks/${id}/links`, { noun: 'transaction', recordId: start.document.id });
    await files.hang({ noun: 'task', recordId: id });
  };
  const save = (after: After) =>
    run(async () => {
      const typed = { ...values, type: plan.type };
      const made = isContact
        ? await call<{ id: string }>('POST', '/contacts', {
            ...(await contactOf({ ...typed, receiver: speakers.chosen }, timeZone)),
            ...noteTime.current,
          })
        : await plan.make(await newTaskOf(typed, timeZone));
      await tie(made.id);
      toast(t(isContact ? 'task.recorded' : 'task.created'), { tone: 'green' });
      draft.forget(after === 'next' ? { ...begin, type: typed.type, receiver: values.receiver } : begin);
      onMade();
      if (onOne && made.id) return onOne({ id: made.id, name: typed.title });
      if (after === 'open' && made.id) return navigate(`/admin/tasks/${made.id}`);
      if (after !== 'next') return onClose();
      noteTime.current = {};
      plan.reset();
      setRound((n) => n + 1);
    });

  const fields = { values, change, problem, isRecord: isContact };
  const own = { own: values.own, onOwn: (typed: OwnValues) => change({ own: typed }), problem };
  return (
    <Dialog
      drawer
      title={t(isContact ? 'task.new contact' : 'tasks.new')}
      draft={{ ...draft, isDirty: draft.isDirty || files.isAny }}
      onClose={onClose}
      onSubmit={() => void save('close')}
      actions={
        <>
          {onOne ? <Cancel /> : <Ways busy={busy} onSave={(after) => void save(after)} />}
          <Button kind="main" type="submit" busy={busy}>
            {t(isContact ? 'task.record' : 'task.create')}
          </Button>
        </>
      }
    >
      <div className="form task-form" key={round}>
        <div className="bar" role="group" aria-label={t('task.plan or contact')}>
          {[false, true].map((one) => (
            <button
              key={String(one)}
              type="button"
              className={one === isContact ? 'chip on' : 'chip'}
              aria-pressed={one === isContact}
              onClick={() => setContact(one)}
            >
              {t(one ? 'task.has been' : 'task.to do')}
            </button>
          ))}
        </div>
        <Refusal refused={refused} />
        <CallAnyway refused={refused} checked={values.callAnyway} onChange={(callAnyway) => change({ callAnyway })} />
        <Belongs values={values} document={start.document} />
        {isContact ? (
          <>
            <TypeField {...fields} />
            <RecordForm record="task" fields={planFields(fields)} which="required" {...own} />
            {values.company ? <CustomerFacts companyId={values.company.id} /> : null}
            <ContactFields {...fields} />
            <RecordFields
              {...fields}
              onNoteTime={({ startedAt, seconds }) => {
                noteTime.current = { noteStartedAt: startedAt, noteSeconds: seconds };
              }}
            />
            <SpeakerField {...fields} speakers={speakers} />
          </>
        ) : (
          <>
            <RecordForm record="task" fields={planFields(fields)} which="required" {...own} />
            <Coming values={values} plan={plan} />
          </>
        )}
        {files.field}
        <details className="more-fields">
          <summary className="link">{t('task.more fields')}</summary>
          <div className="form">
            <RecordForm record="task" fields={moreFields(fields)} which="optional" {...own} />
          </div>
        </details>
      </div>
    </Dialog>
  );
}

/** Whether it comes again, and whether those who take part are invited at once. */
function Coming({ values, plan }: { readonly values: TaskValues; readonly plan: Plan }) {
  const { t } = useWords();
  const { userId } = useViewer();
  const [kind, owner] = values.receiver ? values.receiver.split(' ') : ['user', userId];
  const { repeat, changeRepeat, goesOut, invite, setInvite } = plan;
  return (
    <>
      <RepeatFields
        repeat={repeat}
        change={changeRepeat}
        planned={values.planned || values.due}
        taking={{
          people: [kind === 'user' ? owner : null, ...values.userIds],
          minutes: lengthOf(values.duration),
          type: plan.type,
        }}
      />
      {repeat.kind && values.resourceIds.length > 0 ? <Notice tone="orange">{t('repeat.no booking')}</Notice> : null}
      {repeat.kind && values.due ? (
        <Notice tone="orange">{t(values.planned ? 'repeat.no deadline' : 'repeat.end of day')}</Notice>
      ) : null}
      {goesOut ? <Check checked={invite} onChange={setInvite} label={t('task.invite')} /> : null}
    </>
  );
}

type BelongsProps = { readonly values: TaskValues; readonly document: TaskStart['document'] };

/** What it hangs on, where the page that opened the form knew it or it was chosen further down. */
function Belongs({ values: { opportunity, case: within, parent }, document }: BelongsProps) {
  const { t } = useWords();
  return (
    <>
      {opportunity ? <p className="second">{t('task.for opportunity', { name: opportunity.name })}</p> : null}
      {document ? <p className="second">{t('task.about document', { name: document.name })}</p> : null}
      {within ? <p className="second">{t('task.in case', { name: within.name })}</p> : null}
      {parent ? <p className="second">{t('task.part of', { name: parent.name })}</p> : null}
    </>
  );
}

function Ways({ busy, onSave }: { readonly busy: boolean; readonly onSave: (after: After) => void }) {
  const { t } = useWords();
  return (
    <>
      <Button kind="quiet" onClick={() => onSave('open')} disabled={busy}>
        {t('task.save open')}
      </Button>
      <Button onClick={() => onSave('next')} disabled={busy}>
        {t('task.save next')}
      </Button>
    </>
  );
}

/**
 * What was typed waits where it belongs: at a customer, a case, an opportunity, a main task, or at none. A span that was
 * drawn in a calendar is this once only.
 */
function draftName(start: TaskStart): string | undefined {
  const { company, case: within, opportunity, document, parent } = start;
  if (start.plannedAt || start.dueAt) return undefined;
  return `new task ${[company, within, opportunity, parent, ...(document ? [document] : [])].map((one) => one?.id ?? '').join(' ')}`.trim();
}
