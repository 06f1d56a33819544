import { Component } from '@angular/core'

@Component({
  selector: 'app-other',
  template: '<p class="late">The late part</p>',
  styles: '.late { color: rgb(0, 0, 255); }',
})
export class Other {}
