import React, { useState } from 'react';
import { Button, Tag } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Empty, Skeleton } from '../../components/page.tsx';
import { useRead } from '../../components/read.ts';
import { Table, type Column } from '../../components/table.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { ConsentHistory } from '../../../db/consents.ts';
import type { PersonCard } from '../../../db/people.ts';
import { namePurpose } from '../../../domain/governor/rule-book.ts';
import { DoNotContact } from './do-not-contact.tsx';
import { NewConsent, type Speakers } from './new-consent.tsx';
import type { PartProps } from './shapes.ts';

/** What the firm and its people ever said. */
export function ConsentTab({ card, onChange }: PartProps) {
  const { t } = useWords();
  return (
    <Consents
      rows={card.consents}
      text={t('company.consents text')}
      speakers={{ companyId: card.id, firm: card.contactPoints, people: card.people }}
      onChange={onChange}
    />
  );
}

type PersonProps = { readonly person: PersonCard; readonly onChange: () => void };

/** What a person said, and what was said for their whole firm: the newest of both counts for them. */
export function PersonConsents({ person, onChange }: PersonProps) {
  const { t } = useWords();
  const { value, error, reload } = useRead<{ rows: ConsentHistory[] }>(
    `/companies/${person.companyId}/consents?personId=${person.id}`,
  );
  if (error) return <Problem>{error.message}</Problem>;
  if (!value) return <Skeleton rows={5} height={36} />;
  return (
    <Consents
      rows={value.rows}
      text={t('person.consents text')}
      speakers={{ companyId: person.companyId, people: [person] }}
      onChange={() => {
        reload();
        onChange();
      }}
    />
  );
}

type ConsentsProps = {
  readonly rows: readonly ConsentHistory[];
  readonly text: string;
  readonly speakers: Speakers;
  readonly onChange: () => void;
};

/** Everything with its evidence. Nothing is changed here; a withdrawal is one more line. */
function Consents({ rows, text, speakers, onChange }: ConsentsProps) {
  const { t } = useWords();
  const columns = useColumns();
  const [adding, setAdding] = useState(false);
  const add = useViewer().may('company.edit') ? (
    <Button icon="plus" onClick={() => setAdding(true)}>
      {t('company.record consent')}
    </Button>
  ) : null;
  return (
    <>
      <div className="bar company-bar">
        <span className="second small">{text}</span>
        <span className="grow" />
        {rows.length > 0 ? add : null}
      </div>
      <Table
        label={t('company.tab.consents')}
        rows={rows}
        rowId={({ id }) => id}
        rowClass={({ inForce }) => (inForce ? '' : 'done')}
        columns={columns}
        empty={
          <Empty
            icon="check"
            title={t(speakers.firm ? 'company.no consents' : 'person.no consents')}
            text={t('company.no consents text')}
          >
            {add}
          </Empty>
        }
      />
      <DoNotContact speakers={speakers} onChange={onChange} />
      {adding ? (
        <NewConsent
          speakers={speakers}
          onClose={() => setAdding(false)}
          onMade={() => {
            setAdding(false);
            onChange();
          }}
        />
      ) : null}
    </>
  );
}

function useColumns(): Column<ConsentHistory>[] {
  const { t, date, moment, language } = useWords();
  return [
    {
      id: 'what',
      head: t('company.consent'),
      width: 180,
      phone: 'title',
      cell: ({ status, channel, inForce }) => (
        <span className="title">
          <Tag {...(inForce ? { tone: status === 'given' ? ('green' as const) : ('red' as const) } : {})}>
            {t(`consent.${status}`)}
          </Tag>{' '}
          {t(`company.channel.${channel}`)}
        </span>
      ),
    },
    {
      id: 'whose',
      head: t('company.whose word'),
      width: 180,
      cell: ({ personName, address }) => (
        <span title={address ?? undefined}>
          {[personName ?? t('company.whole firm'), address].filter(Boolean).join(' · ')}
        </span>
      ),
    },
    { id: 'purpose', head: t('company.purpose'), width: 90, cell: ({ purpose }) => namePurpose(purpose)[language] },
    {
      id: 'evidence',
      head: t('company.evidence'),
      cell: ({ evidence, givenOn }) => {
        const said = [givenOn ? date(givenOn) : '', evidence].filter(Boolean).join(': ');
        return (
          <span className="second" title={said}>
            {said}
          </span>
        );
      },
    },
    {
      id: 'recorded',
      head: t('company.recorded'),
      width: 130,
      spare: true,
      cell: ({ recordedAt }) => <span className="second">{moment(recordedAt)}</span>,
    },
  ];
}
