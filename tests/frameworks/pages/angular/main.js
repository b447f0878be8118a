// Compiled where it runs: the command-line tools of Angular are not needed to see the element inside its templates.
import "@angular/compiler";
import { CUSTOM_ELEMENTS_SCHEMA, Component, provideZonelessChangeDetection, signal } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import { defined, evaluator, hear, pack } from "../shared.js";

const Page = Component({
  selector: "#app",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <button id="reverse" (click)="reverse()">Reverse</button>
    <button id="toggle" (click)="shown.set(!shown())">Toggle</button>
    <button id="view" (click)="view.set('quiz')">Quiz</button>
    @for (name of names(); track name) {
      @if (name === "a" || shown()) {
        <interview-practice [id]="name" [view]="view()" storage="none" loading="eager" heading-level="4" [packData]="pack"
          [evaluator]="evaluator" (ip-ready)="hear(name)($event)" (ip-view)="hear(name)($event)">
          <p>Fallback of {{ name }}</p>
        </interview-practice>
      }
    }`,
})(
  class {
    names = signal(["a", "b"]);
    shown = signal(true);
    view = signal("home");
    pack = pack;
    evaluator = evaluator;
    hear = hear;
    reverse() {
      this.names.update((names) => [...names].reverse());
    }
  },
);

await defined;
await bootstrapApplication(Page, { providers: [provideZonelessChangeDetection()] });
