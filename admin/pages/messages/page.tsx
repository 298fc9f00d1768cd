import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import { ListPage } from '../../components/data-table/list-page.tsx';
import { RecordLink, type DrawCell } from '../../components/data-table/cell.tsx';
import { savesBy } from '../../components/data-table/save-by.ts';
import { Notice, Problem } from '../../components/field.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useViewer } from '../../components/viewer.ts';
import { WriteOrRecord } from './write-or-record.tsx';
import { useWords } from '../../components/words.ts';
import type { ListRow } from '../../../domain/lists/shapes.ts';

type Waiting = { readonly doubtful: number; readonly held: number };

/** Own fields alone: what was written stays as it was written. */
const saving = savesBy({
  path: '/messages',
  under: 'changes',
  recordIn: (answer) => answer as { version: number },
});
const lookedAt = ['direction', 'reason', 'unread', 'unansweredDays'];

/** What went out, what did not, what nobody can know, and what came back. */
export default function Messages() {
  const { t } = useWords();
  const waiting = useRead<Waiting>('/messages/waiting');
  const [stale, setStale] = useState(0);
  const reread = () => setStale((n) => n + 1);
  return (
    <ListPage
      kind="messages"
      title={t('messages.title')}
      titleField="subject"
      cells={cells}
      look={lookOf}
      alsoReads={lookedAt}
      saving={saving}
      stale={stale}
      onDone={waiting.reload}
      make={<WriteOrRecord onChange={reread} />}
      first={null}
      notices={
        <>
          <Doubtful count={waiting.value?.doubtful ?? 0} />
          <Held count={waiting.value?.held ?? 0} onDecided={waiting.reload} />
        </>
      }
      empty={{ icon: 'mail', title: t('messages.empty'), text: t('messages.empty text') }}
    />
  );
}

/** What may or may not have gone out waits for a person: it is never sent again by itself. */
function Doubtful({ count }: { readonly count: number }) {
  const { t } = useWords();
  if (count === 0) return null;
  return (
    <Notice tone="orange">
      <span className="grow">
        {t('messages.doubtful count', { count })} {t('messages.doubtful text')}
      </span>{' '}
      <Link className="link" to="/admin/messages?list=doubtful">
        {t('messages.doubtful see')}
      </Link>
    </Notice>
  );
}

/** After a restore: what had been planned before waits until a person lets it go. */
function Held({ count, onDecided }: { readonly count: number; readonly onDecided: () => void }) {
  const { t } = useWords();
  const { may } = useViewer();
  const deciding = useAction();
  if (count === 0) return null;
  const decide = (decision: 'send' | 'drop') =>
    void deciding.run(async () => {
      await call('POST', '/messages/held', { decision });
      onDecided();
    });
  return (
    <>
      <Notice tone="orange">
        <span className="grow">{t('messages.held', { count })}</span>{' '}
        {may('message.settle') ? (
          <>
            <Button size="small" busy={deciding.busy} onClick={() => decide('send')}>
              {t('messages.held send')}
            </Button>{' '}
            <Button size="small" kind="danger" busy={deciding.busy} onClick={() => decide('drop')}>
              {t('messages.held drop')}
            </Button>
          </>
        ) : null}
      </Notice>
      <Problem>{deciding.refused?.message}</Problem>
    </>
  );
}

/** One that waits for an answer longest is marked as late work is; one that nobody has read stands out. */
function lookOf({ values }: ListRow): string {
  const late = Number(values['unansweredDays'] ?? -1) >= 3 ? 'late' : '';
  return values['unread'] === true ? `${late} unread`.trim() : late;
}

const cells: Readonly<Record<string, DrawCell>> = {
  subject: ({ values }, { t }) => (values['subject'] ? undefined : t('messages.no subject')),
  company: ({ values }) => <RecordLink to="/admin/companies" value={values['company']} />,
  person: ({ values }) => <RecordLink to="/admin/people" value={values['person']} />,
  campaign: ({ values }) => <RecordLink to="/admin/campaigns" value={values['campaign']} />,
  case: ({ values }) => <RecordLink to="/admin/cases" value={values['case']} />,
  address: ({ values }) =>
    typeof values['address'] === 'string' ? <span className="second">{values['address']}</span> : undefined,
  state: ({ values }, { t }) =>
    values['unread'] === true ? (
      <Tag tone="accent">{t('messages.unread')}</Tag>
    ) : values['direction'] === 'in' ? (
      <Tag>{t('messages.received')}</Tag>
    ) : undefined,
};
