export type Site = 'intl' | 'cn' | 'eu';

/** One connected Huawei Cloud account with its key. Lives on the server only; never part of an answer or a log line. */
export interface BssConnection {
  domainId: string;
  name: string;
  /** Origin of the service, such as https://bss-intl.myhuaweicloud.com (contract 1.1). */
  endpoint: string;
  site: Site;
  /** ISO 4217; what an answer without a currency is in (contract 4.8). */
  currency: string;
  /** Any project of the account: ratings ask for one (contract 2.a). */
  projectId: string | null;
  ak: string;
  sk: string;
}
