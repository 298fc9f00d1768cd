import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Button } from '../components/button.tsx';
import { Confirm } from '../components/dialog.tsx';
import { Problem } from '../components/field.tsx';
import { Icon } from '../components/icon.tsx';
import { call, useAction } from '../components/read.ts';
import { useViewer } from '../components/viewer.ts';
import { useWords } from '../components/words.ts';
import { sayMuting } from '../../domain/muting.ts';
import { useStanding } from './standing.ts';

/** What everyone must know all the time: the disk is full, nothing goes out, or mail goes to the catcher. */
export function Banners() {
  const { t, language } = useWords();
  const { may } = useViewer();
  const { mutedBecause, catchesMail, disk } = useStanding();
  return (
    <>
      {disk === 'fine' ? null : (
        <div className={disk === 'full' ? 'banner red' : 'banner'} role="status">
          <Icon name="warning" />
          <span className="grow">{t(`frame.disk ${disk}`)}</span>
        </div>
      )}
      {mutedBecause === null ? null : (
        <div className="banner red" role="status">
          <Icon name="pause" />
          <span className="grow">{t('frame.muted', { reason: sayMuting(mutedBecause)[language] })}</span>
          {may('settings.edit') ? <Unmute /> : null}
        </div>
      )}
      {catchesMail ? (
        <div className="banner" role="status">
          <Icon name="mail" />
          <span>
            {t('frame.catcher')}{' '}
            {may('catcher.read') ? <Link to="/admin/catcher">{t('frame.catcher link')}</Link> : null}
          </span>
        </div>
      ) : null}
    </>
  );
}

/** A restored backup or a copy stays silent until an administrator says that this is the one that counts. */
function Unmute() {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const { run, busy, refused } = useAction();
  const unmute = () => run(() => call('POST', '/installation/unmute').then(() => window.location.reload()));
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('frame.unmute')}</Button>
      {asking ? (
        <Confirm
          title={t('frame.unmute title')}
          verb={t('frame.unmute')}
          busy={busy}
          onConfirm={() => void unmute()}
          onClose={() => setAsking(false)}
        >
          <p>{t('frame.unmute text')}</p>
          {refused ? <Problem>{refused.message}</Problem> : null}
        </Confirm>
      ) : null}
    </>
  );
}
