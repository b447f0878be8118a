import { CUSTOM_ELEMENTS_SCHEMA, Component, provideZonelessChangeDetection, signal } from "@angular/core";
import { provideClientHydration } from "@angular/platform-browser";

/** The page as a component, compiled where it runs: Angular's command-line tools are not needed to see the element inside its templates. */
export const page = ({ pack, evaluator, hear }) =>
  Component({
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

/** What both sides provide; with hydration the browser takes over the server's nodes, and where there are none it makes its own. */
export const providers = [provideZonelessChangeDetection(), provideClientHydration()];
