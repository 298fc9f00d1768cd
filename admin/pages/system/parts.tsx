import React from 'react';
import { Icon } from '../../components/icon.tsx';
import { MailTroubles } from '../../components/mail-troubles.tsx';
import { Card } from '../../components/page.tsx';
import { useWords } from '../../components/words.ts';
import type { MailTrouble } from '../../../db/mail-troubles.ts';
import type { SystemState } from '../../../db/system-state.ts';
import type { DiskLevel } from '../../../domain/disk.ts';

type PartsProps = {
  readonly parts: SystemState['parts'];
  readonly disk: DiskLevel;
  readonly mailTroubles: readonly MailTrouble[];
};

/** Each part with what it means for people when it is away, and what to do. */
export function Parts({ parts, disk, mailTroubles }: PartsProps) {
  const { t } = useWords();
  const states: readonly (readonly [string, boolean])[] = [
    ['postgres', true],
    ['worker', parts.worker],
    ['temporal', parts.temporal],
    ['outbox', parts.outbox],
    ['jobs', parts.jobs],
    ['disk', disk === 'fine'],
    ['mail', mailTroubles.length === 0],
  ];
  return (
    <Card title={t('system.parts')}>
      <ul className="system-parts">
        {states.map(([name, well]) => (
          <li key={name} className={well ? 'well' : 'ill'}>
            <Icon name={well ? 'check' : 'warning'} />
            <span>
              <b className="strong">{t(`system.part.${name}`)}</b>{' '}
              <span className="second">{t(well ? 'system.works' : 'system.ill')}</span>
              {well || name === 'mail' ? null : (
                <p className="small">
                  {t(name === 'disk' && disk === 'full' ? 'system.ill.full' : `system.ill.${name}`)}
                </p>
              )}
            </span>
          </li>
        ))}
      </ul>
      <MailTroubles troubles={mailTroubles} />
    </Card>
  );
}
