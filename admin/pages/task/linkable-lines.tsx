import React from 'react';
import { Link } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { useWords } from '../../components/words.ts';
import type { NamedLink } from '../../../db/task-links.ts';

const addresses = {
  task: '/admin/tasks',
  message: '/admin/messages',
  campaign: '/admin/campaigns',
  transaction: '/admin/transactions',
} as const;

/** A record by its name, with the way to it. */
export function Linked({ link: { noun, recordId, title, at } }: { readonly link: NamedLink }) {
  const { t, moment } = useWords();
  return (
    <div>
      <Link className="strong" to={`${addresses[noun]}/${recordId}`}>
        {title}
      </Link>
      <div className="small muted">{[t(`task.noun.${noun}`), at ? moment(at) : null].filter(Boolean).join(' · ')}</div>
    </div>
  );
}

type LinkableProps = {
  readonly links: readonly NamedLink[];
  readonly busy: boolean;
  readonly onTie: (link: NamedLink) => void;
};

/** Records of the same customer that may be tied to the one that is open. */
export function LinkableLines({ links, busy, onTie }: LinkableProps) {
  const { t } = useWords();
  if (links.length === 0) return <span className="muted">{t('task.nothing linkable')}</span>;
  return (
    <ul className="lines scrolling">
      {links.map((link) => (
        <li key={`${link.noun} ${link.recordId}`}>
          <Linked link={link} />
          <Button
            kind="quiet"
            size="small"
            icon="plus"
            disabled={busy}
            label={t('task.link to', { name: link.title })}
            onClick={() => onTie(link)}
          />
        </li>
      ))}
    </ul>
  );
}
