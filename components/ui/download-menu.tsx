'use client';

import { useTranslations } from 'next-intl';
import { buttonLook } from './button';
import { Icon } from './icon';
import { Menu } from './menu';

interface DownloadMenuProps {
  /** Address of the export with the filters of the screen (paths.exportOf). */
  href: string;
  /** Rows that the file will have. */
  count?: number;
  /** The ledger lacks part of the view, which a file on its own could not say: there is none. */
  lacking?: boolean;
}

/** Exactly what is filtered, as a file: for Excel with readable heads, or plain for programs. */
export function DownloadMenu({ href, count, lacking = false }: DownloadMenuProps) {
  const t = useTranslations('common');
  const label = count === undefined ? t('download') : t('downloadCount', { count });
  const withParameters = `${href}${href.includes('?') ? '&' : '?'}bom=true&labels=true`;
  return (
    <Menu
      label={label}
      triggerClass={buttonLook()}
      popClass="right-0 top-[calc(100%+4px)] w-[264px]"
      trigger={
        <>
          <Icon name="download" />
          {label}
          <Icon name="down" />
        </>
      }
    >
      {lacking ? (
        <p className="px-2 py-1.5 text-small whitespace-normal text-attn">{t('noFile')}</p>
      ) : (
        <>
          <a href={withParameters} download>
            {t('csvExcel')}
            <small>{t('csvExcelHint')}</small>
          </a>
          <a href={href} download>
            {t('csvPlain')}
            <small>{t('csvPlainHint')}</small>
          </a>
        </>
      )}
    </Menu>
  );
}
