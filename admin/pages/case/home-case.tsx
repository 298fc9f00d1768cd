import React, { Suspense, useEffect, useState } from 'react';
import { Link } from 'react-router-dom';
import { useAdders, type Made } from '../../components/adders.ts';
import { casePicks } from '../../components/case-picks.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, Problem, TextInput } from '../../components/field.tsx';
import { Card, Skeleton } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { CasePick, Movable, MovePreview } from '../../../db/case-moves.ts';

type HomeCaseProps = {
  readonly kind: Movable;
  readonly id: string;
  readonly name: string;
  readonly company: Made | null;
};

/** The case that a task or message belongs to, and the way into another one. */
export function HomeCase(moved: HomeCaseProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const [moving, setMoving] = useState<CasePick | true>();
  const { kind, id } = moved;
  const path = `/cases/home?${new URLSearchParams({ kind, id })}`;
  const { value, reload } = useRead<{ home: CasePick | null }>(may('case.read') ? path : undefined);
  if (!value) return null;
  const { home } = value;
  return (
    <Card
      title={t('case.case')}
      actions={
        <>
          <Button kind="quiet" size="small" icon="cases" onClick={() => setMoving(true)}>
            {t(home ? 'case.move' : 'case.move in')}
          </Button>
          <MakeCase company={moved.company} onMade={(made) => setMoving({ ...made, number: '' })} />
        </>
      }
    >
      {home ? (
        <Link className="link" to={`/admin/cases/${home.id}`}>
          {home.number} {home.name}
        </Link>
      ) : (
        <span className="muted">{t('case.none')}</span>
      )}
      {moving ? (
        <MoveDialog
          {...moved}
          home={home}
          fresh={moving === true ? undefined : moving}
          onClose={() => setMoving(undefined)}
          onMoved={reload}
        />
      ) : null}
    </Card>
  );
}

type MakeCaseProps = { readonly company: Made | null; readonly onMade: (made: Made) => void };

/** A case that is not there yet; nothing for whoever may not make one. */
function MakeCase({ company, onMade }: MakeCaseProps) {
  const { t } = useWords();
  const { may } = useViewer();
  const [making, setMaking] = useState(false);
  const Adder = useAdders()?.case;
  if (!may('case.edit') || !Adder) return null;
  const made = (one: Made) => {
    setMaking(false);
    onMade(one);
  };
  return (
    <>
      <Button kind="quiet" size="small" icon="plus" label={t('cases.new')} onClick={() => setMaking(true)} />
      {making ? (
        <Suspense fallback={null}>
          <Adder company={company} onClose={() => setMaking(false)} onMade={made} />
        </Suspense>
      ) : null}
    </>
  );
}

type MoveProps = HomeCaseProps & {
  readonly home: CasePick | null;
  /** One that was made for it just now. */
  readonly fresh: CasePick | undefined;
  readonly onClose: () => void;
  readonly onMoved: () => void;
};

/** A case is found and chosen; who gains and who loses sight is said before it happens (rule 23). */
function MoveDialog({ kind, id, name, company, home, fresh, onClose, onMoved }: MoveProps) {
  const { t } = useWords();
  const toast = useToast();
  const { run, busy, refused } = useAction();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<CasePick | 'out' | undefined>(fresh);
  const found = usePicks(typed, { companyId: company?.id ?? null, only: kind === 'transaction' });
  const picks = fresh ? [fresh, ...found.filter((pick) => pick.id !== fresh.id)] : found;
  const caseId = chosen === 'out' ? null : (chosen?.id ?? null);
  const move = () =>
    void run(async () => {
      await call('POST', '/cases/move', { kind, id, caseId });
      toast(t('case.moved to'), { tone: 'green' });
      onClose();
      onMoved();
    });
  return (
    <Dialog
      title={t('case.move title', { name })}
      onClose={onClose}
      onSubmit={() => chosen && move()}
      actions={
        <>
          {home ? (
            <Button kind="quiet" onClick={() => setChosen('out')}>
              {t('case.take out')}
            </Button>
          ) : null}
          <Button kind="main" type="submit" busy={busy} disabled={!chosen}>
            {t(chosen === 'out' ? 'case.take out' : 'case.move')}
          </Button>
        </>
      }
    >
      <div className="form">
        {refused ? <Problem>{refused.message}</Problem> : null}
        <Field label={t('case.find')}>
          <TextInput value={typed} onChange={setTyped} autoComplete="off" />
        </Field>
        <ul className="pick-list">
          {picks.map((pick) => (
            <li key={pick.id}>
              <button
                type="button"
                className={chosen !== 'out' && chosen?.id === pick.id ? 'chip on' : 'chip'}
                aria-pressed={chosen !== 'out' && chosen?.id === pick.id}
                disabled={pick.id === home?.id}
                onClick={() => setChosen(pick)}
              >
                {`${pick.number} ${pick.name}`.trim()}
              </button>
            </li>
          ))}
        </ul>
        {picks.length === 0 ? <span className="muted">{t('case.no found')}</span> : null}
        {chosen ? <Sight kind={kind} id={id} caseId={caseId} key={caseId} /> : null}
      </div>
    </Dialog>
  );
}

function Sight({ kind, id, caseId }: { readonly kind: Movable; readonly id: string; readonly caseId: string | null }) {
  const { t } = useWords();
  const query = new URLSearchParams({ kind, id, ...(caseId ? { caseId } : {}) });
  const { value, error } = useRead<MovePreview>(`/cases/move?${query}`);
  if (error) return <Problem>{error.message}</Problem>;
  if (!value) return <Skeleton rows={2} />;
  const names = (all: MovePreview['gains']) => all.map(({ name }) => name).join(', ');
  return (
    <dl className="facts" role="status">
      {value.gains.length > 0 ? (
        <>
          <dt>{t('case.gains')}</dt>
          <dd>{names(value.gains)}</dd>
        </>
      ) : null}
      {value.loses.length > 0 ? (
        <>
          <dt>{t('case.loses')}</dt>
          <dd className="red-ink">{names(value.loses)}</dd>
        </>
      ) : null}
      {value.gains.length + value.loses.length === 0 ? <dd>{t('case.sight same')}</dd> : null}
      {value.parts > 0 ? <dd>{t('case.parts along', { count: value.parts })}</dd> : null}
    </dl>
  );
}

type Narrow = {
  readonly companyId: string | null;
  /** A document goes into no case of another customer. */
  readonly only: boolean;
};

function usePicks(typed: string, { companyId, only }: Narrow): readonly CasePick[] {
  const [late, setLate] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setLate(typed), 150);
    return () => clearTimeout(timer);
  }, [typed]);
  return useRead<{ rows: CasePick[] }>(casePicks({ search: late, companyId, only })).value?.rows ?? [];
}
