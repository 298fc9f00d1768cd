import React, { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Face } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import type { IconName } from '../components/icon.tsx';
import { zoneChoices } from '../components/choices.ts';
import { Select } from '../components/field.tsx';
import { standingOf, switchNotifications } from '../components/notify.tsx';
import { call } from '../components/read.ts';
import { useToast } from '../components/toast.tsx';
import { useViewer } from '../components/viewer.ts';
import { useAway } from '../components/use-away.ts';
import { useWords } from '../components/words.ts';
import type { Preferences } from './boot.ts';
import { logOut } from './log-out.ts';

const ChangePassword = lazy(() =>
  import('./change-password.tsx').then((module) => ({ default: module.ChangePassword })),
);

/** Who is logged in; opens to appearance, language, password and the way out. */
export function UserMenu() {
  const { name, role, preferences } = useViewer();
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  // The page knows how it was liked when it was loaded; the menu forgets all when it is closed.
  const [liked, setLiked] = useState(preferences);
  const [changing, setChanging] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useAway(box, open, () => setOpen(false));
  useEffect(() => {
    // On a phone it opens at the end of a sheet that scrolls.
    if (open) box.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);

  return (
    <div ref={box}>
      {open ? (
        <div className="menu">
          <Switches liked={liked} onLike={(change) => setLiked({ ...liked, ...change })} />
          <hr />
          <button className="item" type="button" onClick={() => setChanging(true)}>
            <Icon name="key" />
            {t('frame.change password')}
          </button>
          <WayOut />
        </div>
      ) : null}
      <button
        className="who"
        type="button"
        aria-expanded={open}
        title={t('frame.account', { name })}
        onClick={() => setOpen(!open)}
      >
        <Face name={name} />
        <span className="names">
          <b className="strong">{name}</b>
          <br />
          <span className="muted">{t(`frame.role.${role}`)}</span>
        </span>
      </button>
      {changing ? (
        <Suspense fallback={null}>
          <ChangePassword onClose={() => setChanging(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

function WayOut() {
  const { t } = useWords();
  const toast = useToast();
  const leave = async () => {
    if (!(await logOut())) toast(t('frame.still logged in'), { tone: 'red' });
  };
  return (
    <button className="item" type="button" onClick={() => void leave()}>
      <Icon name="logout" />
      {t('frame.logout')}
    </button>
  );
}

type SwitchesProps = { readonly liked: Preferences; readonly onLike: (change: Preferences) => void };

function Switches({ liked, onLike }: SwitchesProps) {
  const { language, timeZone } = useViewer();
  const { t } = useWords();
  const { theme = 'system', density = 'normal', reminderMail = 'on' } = liked;
  const keep = (change: Preferences) => {
    onLike(change);
    void call('PATCH', '/me', { preferences: change });
  };
  return (
    <>
      <Switch
        label={t('frame.theme')}
        value={theme}
        choices={[
          { value: 'light', label: t('frame.theme.light'), icon: 'sun' },
          { value: 'dark', label: t('frame.theme.dark'), icon: 'moon' },
          { value: 'system', label: t('frame.theme.system'), text: 'A' },
        ]}
        onChange={(chosen) => {
          document.documentElement.dataset['theme'] = chosen;
          keep({ theme: chosen });
        }}
      />
      <Switch
        label={t('frame.density')}
        value={density}
        choices={[
          { value: 'normal', label: t('frame.density.normal'), icon: 'menu' },
          { value: 'dense', label: t('frame.density.dense'), icon: 'rows' },
        ]}
        onChange={(chosen) => {
          document.documentElement.dataset['density'] = chosen;
          keep({ density: chosen });
        }}
      />
      <Switch
        label={t('frame.reminder mail')}
        value={reminderMail}
        choices={[
          { value: 'on', label: t('frame.reminder mail.on'), text: t('table.yes') },
          { value: 'off', label: t('frame.reminder mail.off'), text: t('table.no') },
        ]}
        onChange={(chosen) => keep({ reminderMail: chosen })}
      />
      <Notifications />
      <label className="line">
        {t('frame.time zone')}
        <Select
          value={timeZone}
          none={t('frame.house zone')}
          choices={zoneChoices(timeZone)}
          onChange={(chosen) => void keepAndReload({ timeZone: chosen || null })}
        />
      </label>
      <Switch
        label={t('frame.language')}
        value={language}
        choices={[
          { value: 'pl', label: 'Polski', text: 'PL' },
          { value: 'en', label: 'English', text: 'EN' },
        ]}
        onChange={(chosen) => void keepAndReload({ language: chosen })}
      />
    </>
  );
}

/** Every page is written anew: by another clock, or in another language. */
async function keepAndReload(change: { readonly language?: string; readonly timeZone?: string | null }): Promise<void> {
  await call('PATCH', '/me', change);
  window.location.reload();
}

/** Of this browser alone; where it was told no, it is said where that is changed. */
function Notifications() {
  const { t } = useWords();
  const toast = useToast();
  const [standing, setStanding] = useState(standingOf);
  if (standing === 'impossible') return null;
  const choose = async (chosen: 'on' | 'off') => {
    const now = await switchNotifications(chosen === 'on');
    setStanding(now);
    if (chosen === 'on' && now === 'blocked') toast(t('frame.notify blocked'), { tone: 'red' });
  };
  return (
    <Switch
      label={t('frame.notify')}
      value={standing === 'on' ? 'on' : 'off'}
      choices={[
        { value: 'on', label: t('frame.notify.on'), text: t('table.yes') },
        { value: 'off', label: t('frame.notify.off'), text: t('table.no') },
      ]}
      onChange={(chosen) => void choose(chosen)}
    />
  );
}

type SwitchProps<Value extends string> = {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly { value: Value; label: string; icon?: IconName; text?: string }[];
  readonly onChange: (value: Value) => void;
};

function Switch<Value extends string>({ label, value, choices, onChange }: SwitchProps<Value>) {
  return (
    <div className="line" role="group" aria-label={label}>
      {label}
      <span className="pair">
        {choices.map((choice) => (
          <button
            key={choice.value}
            type="button"
            aria-pressed={choice.value === value}
            aria-label={choice.label}
            title={choice.label}
            onClick={() => onChange(choice.value)}
          >
            {choice.icon ? <Icon name={choice.icon} size={14} /> : choice.text}
          </button>
        ))}
      </span>
    </div>
  );
}
