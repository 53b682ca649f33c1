import { expect, test } from 'vitest';
import { readableSpec } from './specification';

test.each([
  ['General computing|s6.small.1|1vCPUs|1GB', 'General computing · s6.small.1 · 1 vCPU · 1 GB'],
  ['通用计算型|s6.large.2|2vCPUs|4GB', '通用计算型 · s6.large.2 · 2 vCPUs · 4 GB'],
  ['s6.small.1, 1 vCPUs, 1 GB, Linux', 's6.small.1, 1 vCPU, 1 GB, Linux'],
  ['MySQL Cloud SSD, primary/standby|500GB', 'MySQL Cloud SSD, primary/standby · 500 GB'],
  ['11 vCPUs', '11 vCPUs'],
  ['GPSSD|40.0GB|', 'GPSSD · 40.0 GB'],
  ['19_bgp', '19_bgp'],
  ['c7n.2xlarge.4.linux', 'c7n.2xlarge.4.linux'],
  ['', ''],
])('%j reads %j', (text, readable) => {
  expect(readableSpec(text)).toBe(readable);
});
