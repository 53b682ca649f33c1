'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Icon } from '@/components/ui/icon';
import { Menu } from '@/components/ui/menu';
import type { Role } from '@/lib/auth/roles';
import { signOut } from './sign-out';

export interface ShownUser {
  name: string;
  email: string;
  role: Role;
}

export function UserMenu({ user }: { user: ShownUser }) {
  const t = useTranslations('nav');
  const role = t(`roles.${user.role}`);
  return (
    <div className="mt-auto border-t border-rule pt-2">
      <Menu
        label={t('userMenu', { name: user.name, role })}
        triggerClass="flex items-center gap-[9px] rounded-row px-2 py-1 hover:bg-sunken"
        popClass="bottom-[calc(100%+4px)] inset-x-0"
        trigger={
          <>
            <Initials name={user.name} />
            <span className="min-w-0 flex-1">
              <b className="block truncate leading-4 font-medium">{user.name}</b>
              <span className="block text-small text-ink-3">{role}</span>
            </span>
          </>
        }
      >
        <p className="truncate px-2.5 py-1.5 text-small text-ink-3">{user.email}</p>
        <SignOutButton />
      </Menu>
    </div>
  );
}

export function SignOutButton({ className }: { className?: string }) {
  const t = useTranslations('nav');
  const [failed, setFailed] = useState(false);
  return (
    <button
      type="button"
      className={className}
      onClick={(event) => {
        // The menu stays open: it is where a failure is told.
        event.stopPropagation();
        void signOut().then((done) => setFailed(!done));
      }}
    >
      <span className="flex items-center gap-2">
        <Icon name="signOut" />
        {t('signOut')}
      </span>
      {failed && (
        <span role="alert" className="text-small text-bad">
          {t('signOutFailed')}
        </span>
      )}
    </button>
  );
}

function Initials({ name }: { name: string }) {
  return (
    <span
      className="grid size-6 flex-none place-items-center rounded-full border border-rule-2 bg-sunken text-[10px] font-semibold text-ink-2"
      aria-hidden="true"
    >
      {initialsOf(name)}
    </span>
  );
}

/** LM for Lin Mei; one character where names have no spaces. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return picked
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}
