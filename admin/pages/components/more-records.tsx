import React, { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { BulkDialog } from '../../components/data-table/bulk-dialog.tsx';
import { CountLink, RecordLink } from '../../components/data-table/cell.tsx';
import { ConditionEditor } from '../../components/data-table/condition-editor.tsx';
import { ListBoard } from '../../components/data-table/list-board.tsx';
import { ShownAs } from '../../components/data-table/shown-as.tsx';
import { Enclosed } from '../../components/enclosed.tsx';
import { Fact, NumberLink } from '../../components/fact.tsx';
import { FileDialog } from '../../components/file-dialog.tsx';
import { Files } from '../../components/files.tsx';
import { useFilesToCome } from '../../components/files-to-come.tsx';
import { Finder } from '../../components/finder.tsx';
import { FinderField, type Chosen, type Found } from '../../components/finder-field.tsx';
import { Entry } from '../../components/history/entry.tsx';
import { RecordHistory } from '../../components/history/history.tsx';
import { Invitations } from '../../components/invitations.tsx';
import { MailTroubles } from '../../components/mail-troubles.tsx';
import { NameDialog } from '../../components/name-dialog.tsx';
import { NotifyOffer } from '../../components/notify.tsx';
import { OwnEdited } from '../../components/own/own-edited.tsx';
import { OwnCard, RecordForm } from '../../components/own/record-form.tsx';
import { Card, Empty } from '../../components/page.tsx';
import { PasswordDialog } from '../../components/password-dialog.tsx';
import { useRead } from '../../components/read.ts';
import { Restored } from '../../components/restored.tsx';
import { Transactions } from '../../components/transactions.tsx';
import { Why } from '../../components/why.tsx';
import { WithPlus } from '../../components/with-plus.tsx';
import { useWords } from '../../components/words.ts';
import { useLetter } from '../../components/write-letter.tsx';
import type { AuditEntry } from '../../../db/audit-telling.ts';
import type { MailTrouble } from '../../../db/mail-troubles.ts';
import type { Group } from '../../../domain/conditions/shapes.ts';
import type { OwnValues } from '../../../domain/own/shapes.ts';
import { description } from './sample-source.ts';

const nothing = () => {};

/** The first record of a list; what belongs to one shows the one that there is. */
function useFirst(list: string): string | undefined {
  return useRead<{ rows: readonly { readonly id: string }[] }>(`/${list}?limit=1`).value?.rows[0]?.id;
}

/** What reads a record by itself: its files, its money, its letters. */
export function OfRecords() {
  const { t } = useWords();
  const company = useFirst('companies');
  if (!company) return <Empty icon="customers" title={t('companies.empty')} text={t('companies.empty text')} />;
  return (
    <>
      <RecordFiles company={company} />
      <Card title="RecordHistory, Entry, MailTroubles">
        <Changes company={company} />
        <MailTroubles troubles={[trouble]} />
      </Card>
      <Card title="Transactions, useLetter, Invitations, NotifyOffer">
        <div className="stack">
          <Transactions query={`companyId=${company}`} />
          <Letters company={company} />
          <NotifyOffer />
        </div>
      </Card>
    </>
  );
}

const trouble: MailTrouble = {
  ...{ accountId: '1', accountName: 'Nurt', server: 'smtp.nurt.example', kind: 'refuses' },
  ...{ since: '2026-11-26T08:00:00Z', nextAt: null, waiting: 3, answer: '421 4.7.0' },
};

/** As the page of a record shows them, and one as the page of all changes does. */
function Changes({ company }: { readonly company: string }) {
  const { value } = useRead<{ rows: AuditEntry[] }>(`/companies/${company}/changes`);
  const [row] = value?.rows ?? [];
  return (
    <>
      <RecordHistory of="companies" id={company} />
      <ol className="audit">{row ? <Entry row={row} names /> : null}</ol>
    </>
  );
}

function RecordFiles({ company }: { readonly company: string }) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [opened, setOpened] = useState(false);
  const { field } = useFilesToCome();
  const file = useFirst('files');
  const place = { noun: 'company', recordId: company } as const;
  return (
    <Card title="Files, DropZone, FileDialog, FilePreview, Enclosed, useFilesToCome">
      <div className="stack">
        <Files {...place} />
        <Enclosed
          place={place}
          carried={[]}
          chosen={chosen}
          problem={undefined}
          onChange={setChosen}
          onBusy={nothing}
        />
        {field}
        <div className="bar">
          <Button disabled={!file} onClick={() => setOpened(true)}>
            FileDialog
          </Button>
        </div>
        {opened && file ? <FileDialog id={file} onClose={() => setOpened(false)} onChange={nothing} /> : null}
      </div>
    </Card>
  );
}

function Letters({ company }: { readonly company: string }) {
  const { write, dialog } = useLetter(nothing);
  const task = useFirst('tasks');
  return (
    <>
      {task ? <Invitations taskId={task} onTold={nothing} /> : null}
      <div className="bar">
        <Button onClick={() => write({ companyId: company })}>useLetter</Button>
      </div>
      {dialog}
    </>
  );
}

/** Parts of lists: a condition as a tree, what is asked before many rows are changed, cards by stage. */
export function PartsOfLists() {
  const { t } = useWords();
  const [tree, setTree] = useState<Group>({
    combinator: 'and',
    rules: [
      { field: 'choice', operator: 'in', value: ['A'] },
      { combinator: 'or', not: true, rules: [{ field: 'number', operator: '>', value: 2 }] },
    ],
  });
  const [asking, setAsking] = useState(false);
  const view = { columns: [{ field: 'name' }], sort: [], condition: null, colours: [], density: 'roomy' } as const;
  const close = () => setAsking(false);
  return (
    <Card title="ConditionEditor, BulkDialog, ShownAs, ListBoard, RecordLink, CountLink">
      <div className="stack">
        <ConditionEditor list={description} tree={tree} onChange={setTree} />
        <ShownAs ways={['list', 'board']} current="board" path="/admin/cases" />
        <ListBoard
          kind="cases"
          ask={{ view }}
          label={t('keys.boards')}
          to={({ id }) => `/admin/cases/${id}`}
          card={({ values }) => String(values['name'])}
          onStage={() => undefined}
          canMove={false}
        />
        <div className="bar">
          <Button onClick={() => setAsking(true)}>BulkDialog</Button>
          <RecordLink to="#row" value={{ id: '', name: 'Drew-Pol Zieliński sp.j.' }} />
          <CountLink to="#row" count={12} />
          <CountLink to="#row" count={10_001} />
        </div>
        {asking ? (
          <BulkDialog
            action={{ name: 'sample', title: { pl: 'sample', en: 'sample' }, asks: [], canUndo: true }}
            selected={{ id: 'sample', count: 1842, missing: 3, names: ['Drew-Pol', 'Żubr Transport'] }}
            onStarted={close}
            onClose={close}
          />
        ) : null}
      </div>
    </Card>
  );
}

/** Parts of forms and of heads: own fields where administrators put them, one thing that is found, numbers that open rows. */
export function PartsOfForms() {
  const { t } = useWords();
  const [own, setOwn] = useState<OwnValues>({});
  const [chosen, setChosen] = useState<Chosen>();
  const [open, setOpen] = useState(false);
  const title = t('account.new password');
  return (
    <Card title="RecordForm, OwnCard, OwnEdited, FinderField, Finder, WithPlus, NameDialog, Restored, Why, Fact, NumberLink, PasswordDialog">
      <div className="stack">
        <Restored draft={{ isDirty: true, restoredAt: '2026-12-03T14:00:00Z', forget: nothing }} />
        <RecordForm record="company" fields={[]} own={own} onOwn={setOwn} />
        <OwnCard record="company" own={own} />
        <OwnEdited record="company" path="/companies/1" version={1} own={own} mayEdit onSaved={() => undefined} />
        <FinderField
          label={t('task.customer')}
          placeholder={t('table.find')}
          none={t('frame.none')}
          chosen={chosen}
          onChoose={setChosen}
          find={found}
        />
        <WithPlus
          label={t('finder.new category')}
          may
          dialog={(close) => (
            <NameDialog title={t('finder.new category')} path="/task-categories" onClose={close} onAdded={close} />
          )}
        >
          <Finder find={found} onChoose={setChosen} placeholder={t('table.find')} />
        </WithPlus>
        <Why
          of="task"
          because={{ scenario: { pl: 'Oferta', en: 'Offer' }, number: 7, step: t('room.tasks'), reason: null }}
        />
        <Why of="message" because={{ scenario: null, number: null, step: null, reason: null }} />
        <div className="bar">
          <Fact name={t('room.tasks')} means={t('components.hint')} to="#rows">
            <b>12</b>
          </Fact>
          <NumberLink to="#rows" means={t('components.hint')} late>
            3
          </NumberLink>
          <Button onClick={() => setOpen(true)}>PasswordDialog</Button>
        </div>
        {open ? (
          <PasswordDialog own title={title} verb={title} path="/me/password" said="" onClose={() => setOpen(false)} />
        ) : null}
      </div>
    </Card>
  );
}

const found = (typed: string): Promise<readonly Found[]> =>
  Promise.resolve([{ id: typed, name: typed, beside: 'Łódź' }]);
