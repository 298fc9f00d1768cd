import React, { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { Button, Face, Tag } from '../../components/button.tsx';
import { calls } from '../../components/calls.ts';
import { Notice } from '../../components/field.tsx';
import { reachedAt, type ReachedAt } from '../../components/reached-at.ts';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { formatNip } from '../../../domain/ids/nip.ts';
import { NewTask } from '../task/new-task.tsx';
import { Classes } from './classes.tsx';
import { DeleteCompany } from './delete-company.tsx';
import { EditCompany } from './edit-company.tsx';
import type { PartProps } from './shapes.ts';

/** Who it is, what may be done with them, and what must be known before anything is. */
export function Top({ card, onChange }: PartProps) {
  const { t, date, day } = useWords();
  const [search, setSearch] = useSearchParams();
  const [editing, setEditing] = useState(search.get('edit') !== null);
  const [phone, email] = [reachedAt(card, 'phone'), reachedAt(card, 'email')];
  const [adding, setAdding] = useState(search.get('task') !== null);
  const [deleting, setDeleting] = useState(false);
  const navigate = useNavigate();
  const close = () => {
    setEditing(false);
    setAdding(false);
    if (!search.has('edit') && !search.has('task')) return;
    setSearch((old) => new URLSearchParams([...old].filter(([name]) => name !== 'edit' && name !== 'task')), {
      replace: true,
    });
  };
  const under = [
    t(`company.kind.${card.kind}`),
    card.city,
    card.nip ? `NIP ${formatNip(card.nip)}` : null,
    card.krs ? `KRS ${card.krs}` : null,
    t('customer.here since', { date: date(card.createdAt) }),
  ];
  return (
    <>
      <div className="head">
        <Face name={card.name} big />
        <div className="titles">
          <div className="bar">
            <h1>{card.name}</h1>
            <Classes card={card} />
            {card.class ? <Tag tone="accent">{t('companies.class is', { class: card.class })}</Tag> : null}
          </div>
          <div className="second small">
            {under.filter(Boolean).join(' · ')}
            {card.parentId && card.parentName ? (
              <>
                {' · '}
                <Link className="link" to={`/admin/companies/${card.parentId}`}>
                  {t('company.branch of', { name: card.parentName })}
                </Link>
              </>
            ) : null}
          </div>
        </div>
        <span className="grow" />
        <Actions
          card={card}
          phone={phone}
          email={email}
          onTask={() => setAdding(true)}
          onEdit={() => setEditing(true)}
          onDelete={() => setDeleting(true)}
        />
      </div>
      {card.frozen ? (
        <Notice tone="orange">
          {t('customer.frozen', { since: day(card.frozen.since) })} {card.frozen.reason}
        </Notice>
      ) : null}
      {email || phone ? null : <Notice tone="orange">{t('company.unreachable')}</Notice>}
      {deleting ? (
        <DeleteCompany
          company={card}
          onClose={() => setDeleting(false)}
          onChange={() => void navigate('/admin/companies')}
        />
      ) : null}
      {adding ? (
        <NewTask start={{ company: { id: card.id, name: card.name } }} onClose={close} onMade={onChange} />
      ) : null}
      {editing ? (
        <EditCompany
          card={card}
          onClose={close}
          onSaved={(after) => {
            onChange();
            if (after === 'stay') return;
            close();
            if (after === 'task') setAdding(true);
            if (after === 'next') void navigate('/admin/companies?new=1');
          }}
        />
      ) : null}
    </>
  );
}

type ActionsProps = Pick<PartProps, 'card'> & {
  readonly phone: ReachedAt | undefined;
  readonly email: ReachedAt | undefined;
  readonly onTask: () => void;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
};

function Actions({ card, phone, email, onTask, onEdit, onDelete }: ActionsProps) {
  const { t } = useWords();
  const { may } = useViewer();
  return (
    <div className="bar actions">
      {phone ? (
        <Button icon="phone" href={`tel:${phone.normalised}`} {...calls(card)}>
          {phone.person ? t('company.call person', phone.person) : t('company.call')}
        </Button>
      ) : null}
      {email && may('message.send') ? (
        <Button icon="mail" to={`?tab=messages&write=${email.person?.id ?? 1}`}>
          {email.person ? t('company.write person', email.person) : t('company.write')}
        </Button>
      ) : null}
      {may('task.edit') ? (
        <Button icon="tasks" onClick={onTask}>
          {t('customer.new task')}
        </Button>
      ) : null}
      {may('company.merge') ? (
        <Button kind="quiet" icon="link" label={t('merge.open')} to={`/admin/companies/${card.id}/merge`} />
      ) : null}
      {may('company.delete') ? (
        <Button kind="quiet" icon="trash" label={t('customer.delete')} onClick={onDelete} />
      ) : null}
      {may('company.edit') ? (
        <Button kind="main" icon="edit" onClick={onEdit}>
          {t('company.edit')}
        </Button>
      ) : null}
    </div>
  );
}
