import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Button, Tag } from '../../components/button.tsx';
import { httpSource } from '../../components/data-table/source.ts';
import { sayCondition } from '../../components/data-table/say-condition.ts';
import { useDescription } from '../../components/data-table/use-description.ts';
import { useSpeaking } from '../../components/data-table/use-speaking.ts';
import { Notice, Problem } from '../../components/field.tsx';
import { Card, Empty, Head, Page, Skeleton } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { Sortable } from '../../components/sortable.tsx';
import { useWords } from '../../components/words.ts';
import type { KeptClass } from '../../../db/classes.ts';
import type { ListDescription } from '../../../domain/lists/shapes.ts';
import { ClassDialog } from './class-dialog.tsx';

const customers = httpSource('companies');

/** Classes of customers: each with the condition by which somebody belongs to it, in the order in which cards show them. */
export default function Classes() {
  const { t } = useWords();
  const { value, error, reload } = useRead<{ rows: KeptClass[] }>('/classes');
  const { description } = useDescription(customers);
  const [opened, setOpened] = useState<KeptClass | 'new'>();
  const rows = value?.rows;
  return (
    <Page title={t('classes.title')}>
      <Head
        title={t('classes.title')}
        second={t('classes.lead')}
        back={{ to: '/admin/settings', label: t('room.settings') }}
      >
        <Button kind="main" icon="plus" disabled={!description} onClick={() => setOpened('new')}>
          {t('classes.new')}
        </Button>
      </Head>
      {error ? <Problem>{error.message}</Problem> : null}
      {rows && description ? null : <Skeleton rows={4} height={44} />}
      {rows?.length === 0 ? <Empty icon="tag" title={t('classes.none')} text={t('classes.none text')} /> : null}
      {rows && rows.length > 0 && description ? (
        <ClassList rows={rows} list={description} onOpen={setOpened} onChange={reload} />
      ) : null}
      {opened && description ? (
        <ClassDialog
          list={description}
          edited={opened === 'new' ? undefined : opened}
          onClose={() => setOpened(undefined)}
          onSaved={() => {
            setOpened(undefined);
            reload();
          }}
        />
      ) : null}
    </Page>
  );
}

type ClassListProps = {
  readonly rows: readonly KeptClass[];
  readonly list: ListDescription;
  readonly onOpen: (one: KeptClass) => void;
  readonly onChange: () => void;
};

function ClassList({ rows, list, onOpen, onChange }: ClassListProps) {
  const { t, language } = useWords();
  const { run, refused } = useAction();
  const speaking = useSpeaking(
    list,
    rows.map(({ condition }) => condition),
  );
  return (
    <Card flush>
      <Problem>{refused?.message}</Problem>
      <Sortable
        label={t('classes.title')}
        items={rows}
        idOf={({ id }) => id}
        nameOf={({ name }) => name[language]}
        onOrder={(ids) => void run(() => call('PUT', '/classes/order', { ids }).then(onChange))}
      >
        {(one) => (
          <div className="class-line">
            <div className="bar">
              <button type="button" className="link-like" onClick={() => onOpen(one)}>
                <Tag {...(one.color ? { tone: one.color } : {})}>{one.name[language]}</Tag>
              </button>
              {one.active ? null : <Tag icon="lock">{t('own.inactive')}</Tag>}
              <span className="grow" />
              <Members one={one} />
            </div>
            <div className="small second">{sayCondition(one.condition, speaking)}</div>
            {one.problem ? <Notice tone="orange">{one.problem[language]}</Notice> : null}
          </div>
        )}
      </Sortable>
    </Card>
  );
}

/** The number opens exactly its rows. */
function Members({ one: { code, members, classifiedAt, active } }: { readonly one: KeptClass }) {
  const { t } = useWords();
  if (active && !classifiedAt) return <span className="small muted">{t('classes.being counted')}</span>;
  return (
    <Link className="link small num" to={`/admin/companies?classes=${code}`}>
      {t('classes.members', { count: members })}
    </Link>
  );
}
