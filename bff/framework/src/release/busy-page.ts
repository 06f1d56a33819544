/** Shown to a user who has spent what the own or the company's budget holds; it loads the page asked for by itself. */
export function busyPage(seconds: number): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="${seconds}">
<title>Portico</title>
<p>You or your company asked for a great deal just now. This page loads again in ${seconds} s.
<p lang="zh">您或贵公司刚才的请求太多，页面将在 ${seconds} 秒后重新加载。
`
}
