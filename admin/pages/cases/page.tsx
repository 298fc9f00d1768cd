import React, { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { ListPage } from '../../components/data-table/list-page.tsx';
import { RecordLink, textOf, type DrawCell } from '../../components/data-table/cell.tsx';
import { CardFoot, ListBoard } from '../../components/data-table/list-board.tsx';
import { savesBy } from '../../components/data-table/save-by.ts';
import { ShownAs, useShown, type Shown } from '../../components/data-table/shown-as.tsx';
import { useNarrowed } from '../../components/data-table/use-narrowed.ts';
import { Icon } from '../../components/icon.tsx';
import { useSingleKeys } from '../../components/keys.ts';
import { useNewFromAddress } from '../../components/new-from-address.ts';
import { useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { Dictionary } from '../../../db/dictionaries.ts';
import type { ListRow } from '../../../domain/lists/shapes.ts';
import type { Entry } from '../../../domain/own/entries.ts';
import { KindTag, Progress } from './columns.tsx';
import { NewCase } from './new-case.tsx';
import { CaseMenu } from './row-menu.tsx';

const saving = savesBy({
  path: '/cases',
  under: 'changes',
  recordIn: (answer) => answer as { version: number },
});
const ways: readonly Shown[] = ['list', 'board'];
/** A board shows what is under way. */
const isOpen = { field: 'case.state', operator: '=', value: 'open' } as const;
const lookedAt = ['overdue', 'state', 'overdueTasks', 'moreCompanies'];

/** Cases and projects: one list, and those under way on a board by stage. */
export default function Cases() {
  const { t } = useWords();
  const { may } = useViewer();
  const navigate = useNavigate();
  const [added, setAdded] = useState(0);
  const [making, setMaking] = useNewFromAddress();
  const narrowed = useNarrowed('cases');
  const shown = useShown(ways, narrowed.narrowed !== undefined);
  const { value: kinds } = useRead<Dictionary>(shown === 'board' ? '/dictionaries/case_kinds' : undefined);
  useSingleKeys({ n: () => setMaking(true) }, may('case.edit'));
  const make = may('case.edit') ? (
    <Button kind="main" icon="plus" keys="N" onClick={() => setMaking(true)}>
      {t('cases.new')}
    </Button>
  ) : null;
  return (
    <ListPage
      kind="cases"
      title={t('cases.title')}
      titleField="name"
      cells={cells}
      look={lookOf}
      alsoReads={lookedAt}
      saving={saving}
      stale={added}
      rowMenu={(props) => <CaseMenu {...props} />}
      instead={
        shown === 'board'
          ? (ask, asList) => (
              <ListBoard
                key={added}
                kind="cases"
                ask={ask}
                label={t('cases.list.board')}
                to={leadsTo}
                card={(row) => <Card row={row} kinds={kinds?.entries ?? []} />}
                onStage={(stage) => asList(isOpen, { field: 'case.stage', operator: '=', value: stage })}
                canMove={may('case.edit')}
              />
            )
          : undefined
      }
      make={make}
      buttons={
        <>
          <ShownAs ways={ways} current={shown} path="/admin/cases" />
          {may('file.read') ? (
            <Button icon="file" to="/admin/files">
              {t('files.title')}
            </Button>
          ) : null}
        </>
      }
      empty={{ icon: 'cases', title: t('cases.empty'), text: t('cases.empty text') }}
    >
      {making ? (
        <NewCase
          onClose={() => setMaking(false)}
          onMade={({ id }) => navigate(`/admin/cases/${id}`)}
          onAdded={() => setAdded((count) => count + 1)}
        />
      ) : null}
    </ListPage>
  );
}

function leadsTo({ id }: ListRow): string {
  return `/admin/cases/${id}`;
}

function lookOf({ values: { state, overdue } }: ListRow): string {
  return overdue === true ? 'late' : state === 'closed' ? 'done' : '';
}

const cells: Readonly<Record<string, DrawCell>> = {
  number: ({ values }) => <span className="num">{textOf(values['number'])}</span>,
  company: ({ values }) => (
    <>
      <RecordLink to="/admin/companies" value={values['company']} />
      {Number(values['moreCompanies']) > 0 ? <span className="muted"> +{String(values['moreCompanies'])}</span> : null}
    </>
  ),
  openTasks: ({ id, values }, { t, number }) => {
    const late = Number(values['overdueTasks']);
    return (
      <Link to={`/admin/cases/${id}?tab=tasks`}>
        {t('case.open tasks', { count: Number(values['openTasks']) })}
        {late > 0 ? (
          <span className="red-ink" title={t('case.late tasks', { count: late })}>
            {' '}
            <Icon name="warning" /> {number(late)}
            <span className="unseen"> {t('case.overdue')}</span>
          </span>
        ) : null}
      </Link>
    );
  },
  progress: ({ values }, { t }) =>
    typeof values['progress'] === 'number' ? (
      <Progress value={values['progress']} label={t('case.progress of', { name: textOf(values['name']) })} />
    ) : undefined,
  dueOn: ({ values }, { day }) =>
    values['overdue'] === true ? <span className="red-ink">{day(String(values['dueOn']))}</span> : undefined,
};

function Card({ row, kinds }: { readonly row: ListRow; readonly kinds: readonly Entry[] }) {
  const { t } = useWords();
  const { number, name, company, kind, openTasks, progress } = row.values;
  const entry = kinds.find(({ code }) => code === kind);
  return (
    <>
      <span className="small second">{[number, textOf(company)].filter(Boolean).join(' · ')}</span>
      <CardFoot row={row} day="dueOn">
        {entry ? <KindTag {...entry} /> : null}
        {typeof openTasks === 'number' ? (
          <span className="muted">{t('case.open tasks', { count: openTasks })}</span>
        ) : null}
      </CardFoot>
      {typeof progress === 'number' ? (
        <Progress value={progress} label={t('case.progress of', { name: textOf(name) })} />
      ) : null}
    </>
  );
}
