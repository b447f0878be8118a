/** The page as a component with a template, compiled where it runs. */
export const page = ({ pack, evaluator, hear }) => ({
  data: () => ({ names: ["a", "b"], shown: true, view: "home" }),
  created() {
    Object.assign(this, { pack, evaluator });
  },
  computed: {
    visible() {
      return this.names.filter((name) => name === "a" || this.shown);
    },
  },
  methods: { hear: (name, event) => hear?.(name)(event) },
  template: `
    <button id="reverse" @click="names = [...names].reverse()">Reverse</button>
    <button id="toggle" @click="shown = !shown">Toggle</button>
    <button id="view" @click="view = 'quiz'">Quiz</button>
    <interview-practice v-for="name in visible" :key="name" :id="name" :view="view" storage="none" loading="eager" heading-level="4"
      :packData.prop="pack" :evaluator.prop="evaluator" @ip-ready="hear(name, $event)" @ip-view="hear(name, $event)">
      <p>Fallback of {{ name }}</p>
    </interview-practice>`,
});

export const isCustomElement = (tag) => tag === "interview-practice";
