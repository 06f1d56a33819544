import { Component, NgZone, provideZoneChangeDetection, signal, VERSION } from '@angular/core'
import { bootstrapApplication } from '@angular/platform-browser'
import { provideRouter, Router, RouterLink, RouterOutlet } from '@angular/router'

Object.assign(window, { angularGlobal: VERSION.full })

@Component({
  selector: 'app-home',
  template: '<button type="button" (click)="count = count + 1">count {{ count }}</button>',
})
class Home {
  count = 0
}

@Component({
  selector: 'app-root',
  imports: [RouterLink, RouterOutlet],
  template: `<h1>Angular {{ version }}</h1>
    <img src="logo.svg" alt="logo" />
    <p data-testid="path">{{ router.url }}</p>
    <a routerLink="/other">other</a> <a routerLink="/">home</a>
    <router-outlet />`,
})
class App {
  readonly version = VERSION.major
  readonly ticks = signal(0)
  readonly router: Router

  constructor(router: Router, zone: NgZone) {
    this.router = router
    document.addEventListener('keydown', () => this.ticks.update(ticks => ticks + 1))
    zone.runOutsideAngular(() => setInterval(() => this.ticks(), 50))
  }
}

bootstrapApplication(App, {
  providers: [
    provideZoneChangeDetection(),
    provideRouter([
      { path: '', pathMatch: 'full', component: Home },
      { path: 'other', loadComponent: () => import('./other').then(({ Other }) => Other) },
    ]),
  ],
}).catch(error => console.error(error))
