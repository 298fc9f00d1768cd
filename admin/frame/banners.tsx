import React from 'react';
import { Link } from 'react-router-dom';
import { Icon } from '../components/icon.tsx';
import { useViewer } from '../components/viewer.ts';
import { useWords } from '../components/words.ts';

/** What everyone must know all the time: nothing goes out, or mail goes to the catcher. */
export function Banners() {
  const { t } = useWords();
  const { may } = useViewer();
  const { mutedBecause, catchesMail } = window.NURT;
  return (
    <>
      {mutedBecause === null ? null : (
        <div className="banner red" role="status">
          <Icon name="pause" />
          {t('frame.muted', { reason: mutedBecause })}
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
