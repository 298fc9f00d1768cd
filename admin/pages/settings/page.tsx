import React from 'react';
import { Link } from 'react-router-dom';
import { Icon } from '../../components/icon.tsx';
import type { IconName } from '../../components/icon.tsx';
import { Head, Page } from '../../components/page.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { Right } from '../../../domain/access.ts';
import { Sight } from './sight.tsx';

type Door = { readonly id: string; readonly to: string; readonly icon: IconName; readonly right: Right };

/** Grouped as people look for them: people, work, customers, the house. */
const groups: readonly { readonly id: string; readonly doors: readonly Door[] }[] = [
  {
    id: 'people',
    doors: [
      { id: 'users', to: '/admin/users', icon: 'users', right: 'user.edit' },
      { id: 'teams', to: '/admin/resources/teams', icon: 'person', right: 'settings.edit' },
      { id: 'profiles', to: '/admin/profiles', icon: 'lock', right: 'user.edit' },
      { id: 'tokens', to: '/admin/tokens', icon: 'key', right: 'settings.edit' },
    ],
  },
  {
    id: 'work',
    doors: [
      { id: 'task_types', to: '/admin/task-types', icon: 'tasks', right: 'settings.edit' },
      { id: 'task_categories', to: '/admin/resources/task_categories', icon: 'tag', right: 'settings.edit' },
      { id: 'resources', to: '/admin/resources/resources', icon: 'flag', right: 'settings.edit' },
      { id: 'working_calendars', to: '/admin/working-calendar', icon: 'calendar', right: 'settings.edit' },
    ],
  },
  {
    id: 'contact',
    doors: [
      { id: 'rule_book', to: '/admin/rule-book', icon: 'clock', right: 'settings.edit' },
      { id: 'channels', to: '/admin/channels', icon: 'mail', right: 'settings.edit' },
    ],
  },
  {
    id: 'records',
    doors: [
      { id: 'own_fields', to: '/admin/own-fields', icon: 'edit', right: 'settings.edit' },
      { id: 'form_layouts', to: '/admin/form-layouts', icon: 'menu', right: 'settings.edit' },
      { id: 'classes', to: '/admin/classes', icon: 'flag', right: 'settings.edit' },
      { id: 'dictionaries', to: '/admin/dictionaries', icon: 'rows', right: 'settings.edit' },
    ],
  },
  {
    id: 'house',
    doors: [
      { id: 'audit', to: '/admin/audit', icon: 'undo', right: 'audit.read' },
      { id: 'legal_entities', to: '/admin/resources/legal_entities', icon: 'building', right: 'settings.edit' },
      { id: 'groups', to: '/admin/resources/groups', icon: 'customers', right: 'settings.edit' },
    ],
  },
];

/** The way to everything that is set once and looked at rarely. */
export default function Settings() {
  const { t } = useWords();
  const { may } = useViewer();
  return (
    <Page title={t('room.settings')}>
      <Head title={t('room.settings')} second={t('settings.lead')} />
      <div className="settings">
        {groups.map(({ id, doors }) => (
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
            </div>
          </section>
        ))}
      </div>
    </Page>
  );
}
