'use client';

import './globals.css';
import { buttonLook } from '@/components/ui/button';

/** The layout itself failed, so there is no language and no frame: both languages, no data. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Suanpan</title>
        <main className="page">
          <h1>The portal could not show this page</h1>
          <p className="mt-1 text-ink-2">Nothing was changed. Try again; if it stays, tell an administrator.</p>
          <p className="mt-1 mb-4 text-ink-2" lang="zh-CN">
            门户无法显示此页面，未作任何更改。请重试；若仍然出错，请告知管理员。
          </p>
          <button type="button" className={buttonLook()} onClick={reset}>
            Try again <span lang="zh-CN">重试</span>
          </button>
          {error.digest && <p className="id mt-4 text-small text-ink-3">{error.digest}</p>}
        </main>
      </body>
    </html>
  );
}
