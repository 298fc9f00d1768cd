import React, { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { ListPage } from '../../components/data-table/list-page.tsx';
import { RecordLink, textOf, type DrawCell } from '../../components/data-table/cell.tsx';
import { savesBy } from '../../components/data-table/save-by.ts';
import { ShownAs, useShown, type Shown } from '../../components/data-table/shown-as.tsx';
import { useNarrowed } from '../../components/data-table/use-narrowed.ts';
import { useSingleKeys } from '../../components/keys.ts';
import { useNewFromAddress } from '../../components/new-from-address.ts';
import { Head, Page } from '../../components/page.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { useLetter } from '../../components/write-letter.tsx';
import type { ListRow } from '../../../domain/lists/shapes.ts';
import { NewOpportunity } from './new-opportunity.tsx';
import { OpportunityBoard } from './opportunity-board.tsx';
import { asInTheForm, choosePerson } from './person-editor.tsx';
import { Report } from './report.tsx';
import { OpportunityMenu } from './row-menu.tsx';
import { Sums } from './sums.tsx';

const saving = asInTheForm(
  savesBy({
    path: '/opportunities',
    under: 'changes',
    names: { owner: 'ownerId', person: 'personId', value: 'valueMinor' },
    recordIn: (answer) => answer as { version: number },
  }),
);
const editors = { person: choosePerson };
const ways: readonly Shown[] = ['board', 'list', 'report'];
const lookedAt = ['overdue', 'state', 'company'];

/** Opportunities: one list, the open ones on a board by stage, and what they come to. */
export default function Opportunities() {
  const { t } = useWords();
  const { may } = useViewer();
  const navigate = useNavigate();
  const [making, setMaking] = useNewFromAddress();
  const [added, setAdded] = useState(0);
  const { narrowed } = useNarrowed('opportunities');
  const way = useShown(ways, narrowed !== undefined);
  useSingleKeys({ n: () => setMaking(true) }, may('opportunity.edit'));
  const make = may('opportunity.edit') ? (
    <Button kind="main" icon="plus" keys="N" onClick={() => setMaking(true)}>
      {t('opportunities.new')}
    </Button>
  ) : null;
  const switcher = <ShownAs ways={ways} current={way} path="/admin/opportunities" />;
  const dialog = making ? (
    <NewOpportunity
      onClose={() => setMaking(false)}
      onMade={({ id }) => navigate(`/admin/opportunities/${id}`)}
      onAdded={() => setAdded((count) => count + 1)}
    />
  ) : null;
  return way === 'report' ? (
    <Reported added={added} switcher={switcher} make={make} dialog={dialog} />
  ) : (
    <Listed isBoard={way === 'board'} added={added} switcher={switcher} make={make} dialog={dialog} />
  );
}

type PartProps = {
  /** How many were made while the page stood: it reads again. */
  readonly added: number;
  readonly switcher: React.ReactNode;
  readonly make: React.ReactNode;
  readonly dialog: React.ReactNode;
};

function Reported({ added, switcher, make, dialog }: PartProps) {
  const { t } = useWords();
  const [address] = useSearchParams();
  return (
    <Page title={t('opportunities.title')} wide>
      <Head title={t('opportunities.title')}>
        {switcher}
        {make}
      </Head>
      <Report key={added} query={address} />
      {dialog}
    </Page>
  );
}

function Listed({ isBoard, added, switcher, make, dialog }: PartProps & { readonly isBoard: boolean }) {
  const { t } = useWords();
  const [moves, setMoves] = useState(0);
  const letter = useLetter(() => {});
  return (
    <ListPage
      kind="opportunities"
      title={t('opportunities.title')}
      titleField="name"
      cells={cells}
      editors={editors}
      look={lookOf}
      alsoReads={lookedAt}
      saving={saving}
      stale={added}
      rowMenu={(props) => <OpportunityMenu {...props} onWrite={letter.write} />}
      above={isBoard ? () => null : (ask, narrow, round) => <Sums ask={ask} narrow={narrow} round={round} />}
      instead={
        isBoard
          ? (ask, asList) => (
              <OpportunityBoard
                key={added}
                ask={ask}
                to={leadsTo}
                moves={moves}
                onMoved={() => setMoves(moves + 1)}
                onRows={asList}
              />
            )
          : undefined
      }
      make={make}
      buttons={switcher}
      empty={{ icon: 'opportunities', title: t('opportunities.empty'), text: t('opportunities.empty text') }}
    >
      {letter.dialog}
      {dialog}
    </ListPage>
  );
}

function leadsTo({ id }: ListRow): string {
  return `/admin/opportunities/${id}`;
}

function lookOf({ values: { state, overdue } }: ListRow): string {
  return overdue === true ? 'late' : state === 'open' ? '' : 'done';
}

const cells: Readonly<Record<string, DrawCell>> = {
  company: ({ values }) => <RecordLink to="/admin/companies" value={values['company']} />,
  person: ({ values }) => <RecordLink to="/admin/people" value={values['person']} />,
  expectedOn: ({ values }, { day }) =>
    values['overdue'] === true ? <span className="red-ink">{day(String(values['expectedOn']))}</span> : undefined,
  nextTask: ({ values }, { t }) =>
    values['nextTask'] === null && values['state'] === 'open' ? (
      <span className="muted">{t('opportunity.no task')}</span>
    ) : undefined,
  owner: ({ values }) =>
    values['owner'] ? undefined : <span className="muted">{textOf(values['owner']) || '–'}</span>,
};
