import React from 'react';
import { Link } from 'react-router-dom';
import { Icon } from '../../components/icon.tsx';
import { Head, Page } from '../../components/page.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { settingsDoors } from '../../frame/settings-doors.ts';
import { Sight } from './sight.tsx';
import { WorkRates } from './work-rates.tsx';

/** The way to everything that is set once and looked at rarely. */
export default function Settings() {
  const { t } = useWords();
  const { may } = useViewer();
  return (
    <Page title={t('room.settings')}>
      <Head title={t('room.settings')} second={t('settings.lead')} />
      <div className="settings">
        {settingsDoors.map(({ id, doors }) => (
          <section key={id} aria-label={t(`settings.group.${id}`)}>
            <h3>{t(`settings.group.${id}`)}</h3>
            <div className="card">
              {doors
                .filter(({ right }) => may(right))
                .map((door) => (
                  <Link key={door.id} className="setting" to={door.to}>
                    <span className="picture">
                      <Icon name={door.icon} />
                    </span>
                    <span>
                      <b className="strong">{t(`settings.${door.id}`)}</b>
                      <br />
                      <span className="small second">{t(`settings.${door.id} text`)}</span>
                    </span>
                    <Icon name="right" />
                  </Link>
                ))}
              {id === 'people' && may('settings.edit') ? <Sight /> : null}
              {id === 'work' && may('settings.edit') ? <WorkRates /> : null}
            </div>
          </section>
        ))}
      </div>
    </Page>
  );
}
