import React, { useCallback, useEffect, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Empty, Page, Skeleton } from '../../components/page.tsx';
import { call, Refused, useAction } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { Said } from '../../../domain/domain-error.ts';
import type { Undone } from '../../../db/outcomes-taken-back.ts';
import type { Completed } from '../../../db/task-outcomes.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';
import { Desk } from './desk.tsx';
import { forgetDraft, layBack, typedOf, type Draft } from './draft.ts';
import { useLease } from './lease.ts';

export type OnDesk = {
  readonly screen: WorkScreen | null;
  readonly why: Said | null;
  readonly progress: { readonly done: number; readonly of: number };
};

/** What was saved last, as it had been typed. */
type Saved = { readonly taskId: string; readonly draft: Draft };

/** Work mode: one task fills the screen, and after saving the next one opens by itself. */
export default function Work() {
  const { t } = useWords();
  const [search] = useSearchParams();
  const [onDesk, setOnDesk] = useState<OnDesk>();
  const [undone, setUndone] = useState<Draft>();
  const [round, setRound] = useState(0);
  const { run, busy, refused } = useAction();
  const toast = useToast();
  const navigate = useNavigate();
  const last = useRef<Saved>(undefined);
  const isHere = useIsHere();
  useLease(onDesk?.screen?.task.id);

  const show = useCallback((desk: OnDesk, typed?: Draft) => {
    setOnDesk(desk);
    setUndone(typed);
    setRound((n) => n + 1);
  }, []);
  const open = useCallback(
    (taskId?: string) =>
      run(async () => show(await call<OnDesk>('POST', '/work/next', taskId ? { taskId } : {})), { apart: true }),
    [run],
  );
  const wanted = search.get('task');
  useEffect(() => void open(wanted ?? undefined), [open, wanted]);

  const takeBack = async ({ taskId, draft }: Saved) => {
    await call<Undone>('POST', `/work/${taskId}/undo`);
    toast(t('work.undone'));
    if (isHere.current) return show(await call<OnDesk>('POST', '/work/next', { taskId }), draft);
    // Saved without the next task: this page is gone, and its toast goes on. What was typed waits for the page that opens.
    await layBack(taskId, draft);
    navigate(`/admin/work?task=${taskId}`);
  };
  const undo = async (done: Saved | undefined) => {
    if (!done) return;
    if (last.current === done) last.current = undefined;
    await run(
      async () => {
        try {
          await takeBack(done);
        } catch (error) {
          // A page that is gone shows no refusal.
          if (!isHere.current && error instanceof Refused) toast(error.message, { tone: 'red' });
          throw error;
        }
      },
      { apart: true },
    );
  };
  const save = (draft: Draft, next: boolean) =>
    run(async () => {
      const { task } = onDesk!.screen!;
      type Answer = { completed: Completed; desk: OnDesk | null };
      const answer = await call<Answer>('POST', `/work/${task.id}/outcome`, { ...typedOf(draft, Date.now()), next });
      forgetDraft(task.id);
      const saved = answer.completed.undoUntil ? { taskId: task.id, draft } : undefined;
      last.current = saved;
      if (answer.completed.kept === 'contact') toast(t('work.kept'), { tone: 'red' });
      else toast(t('work.saved', { title: task.title }), { tone: 'green', undo: () => void undo(saved) });
      if (!answer.desk) return navigate('/admin/today');
      show(answer.desk);
    });

  if (!onDesk) return <Waiting refused={refused} />;
  if (!onDesk.screen) return <AllDone onUndo={last.current ? () => void undo(last.current) : undefined} />;
  return (
    <Desk
      key={`${onDesk.screen.task.id} ${round}`}
      screen={onDesk.screen}
      undone={undone}
      why={onDesk.why}
      progress={onDesk.progress}
      busy={busy}
      refused={refused}
      onSave={(draft, next) => void save(draft, next)}
      onUndo={() => void undo(last.current)}
      onOpen={(taskId) => void open(taskId)}
      onLeave={() => navigate('/admin/today')}
    />
  );
}

/** Whether the page still stands: a toast outlives it. */
function useIsHere(): { readonly current: boolean } {
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  return isHere;
}

function Waiting({ refused }: { readonly refused: Refused | undefined }) {
  const { t } = useWords();
  return (
    <Page title={t('work.title')}>
      {refused ? (
        <>
          <Problem>{refused.message}</Problem>
          <Button to="/admin/today">{t('work.back')}</Button>
        </>
      ) : (
        <Skeleton rows={8} height={32} />
      )}
    </Page>
  );
}

function AllDone({ onUndo }: { readonly onUndo: (() => void) | undefined }) {
  const { t } = useWords();
  return (
    <Page title={t('work.title')}>
      <Empty whole icon="check" title={t('work.all done')} text={t('work.all done text')}>
        <div className="bar">
          {onUndo ? (
            <Button icon="undo" onClick={onUndo}>
              {t('frame.undo')}
            </Button>
          ) : null}
          <Button kind="main" to="/admin/today">
            {t('work.back')}
          </Button>
        </div>
      </Empty>
    </Page>
  );
}
