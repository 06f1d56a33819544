{{/*
One role as a Deployment. root, name, component, args, port (where it serves and is probed), settings, keys, replicas, resources,
graceSeconds; may have: tag, imageTag, advertises, stores, metricsPort.
*/}}
{{- define "portico.deployment" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .root.Release.Name }}-{{ .name }}
  labels: {{- include "portico.labels" . | nindent 4 }}
spec:
  {{- if not (and .autoscaling .autoscaling.enabled) }}
  replicas: {{ .replicas }}
  {{- end }}
  selector:
    matchLabels: {{- include "portico.selector" . | nindent 6 }}
  strategy:
    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }
  template:
    metadata:
      labels: {{- include "portico.labels" . | nindent 8 }}
    spec:
      serviceAccountName: {{ .root.Release.Name }}
      automountServiceAccountToken: false
      # Names of our Services would look like settings.
      enableServiceLinks: false
      terminationGracePeriodSeconds: {{ .graceSeconds }}
      securityContext: {{- include "portico.podSecurity" . | nindent 8 }}
      {{- with .root.Values.imagePullSecrets }}
      imagePullSecrets: {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .root.Values.nodeSelector }}
      nodeSelector: {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .root.Values.tolerations }}
      tolerations: {{- toYaml . | nindent 8 }}
      {{- end }}
      topologySpreadConstraints:
      {{- range $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
        - topologyKey: {{ $key }}
          maxSkew: 1
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels: {{- include "portico.selector" $ | nindent 14 }}
      {{- end }}
      containers:
        - name: {{ .component }}
          image: {{ include "portico.image" . }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          args: {{ .args | toJson }}
          env: {{- include "portico.environment" . | trim | nindent 12 }}
          ports:
            - { name: http, containerPort: {{ .port }} }
            {{- with .metricsPort }}
            - { name: metrics, containerPort: {{ . }} }
            {{- end }}
          # Alive is not ready: a pod that waits for the migration job, or for an engine, is not restarted for it.
          startupProbe:
            httpGet: { path: /healthz, port: http }
            periodSeconds: 2
            failureThreshold: 60
          livenessProbe:
            httpGet: { path: /healthz, port: http }
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 6
          readinessProbe:
            httpGet: { path: /readyz, port: http }
            periodSeconds: 3
            timeoutSeconds: 3
            failureThreshold: 2
          lifecycle:
            # The list of endpoints is passed on meanwhile; then SIGTERM drains.
            preStop: { sleep: { seconds: 2 } }
          resources: {{- toYaml .resources | nindent 12 }}
          securityContext: {{- include "portico.containerSecurity" . | nindent 12 }}
          volumeMounts: {{- include "portico.mounts" . | trim | nindent 12 }}
      volumes: {{- include "portico.volumes" . | trim | nindent 8 }}
{{- end }}

{{- define "portico.budget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ .root.Release.Name }}-{{ .name }}
  labels: {{- include "portico.labels" . | nindent 4 }}
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels: {{- include "portico.selector" . | nindent 6 }}
{{- end }}

{{/* By CPU, and by `metrics`, a text of further ones. */}}
{{- define "portico.autoscaler" -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ .root.Release.Name }}-{{ .name }}
  labels: {{- include "portico.labels" . | nindent 4 }}
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: {{ .root.Release.Name }}-{{ .name }} }
  minReplicas: {{ .autoscaling.minReplicas }}
  maxReplicas: {{ .autoscaling.maxReplicas }}
  behavior:
    # What was needed a moment ago may be needed again: one pod in two minutes goes.
    scaleDown:
      stabilizationWindowSeconds: 300
      policies: [{ type: Pods, value: 1, periodSeconds: 120 }]
  metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageUtilization: {{ .autoscaling.cpuPercent }} } }
    {{- with .metrics }}
    {{- . | nindent 4 }}
    {{- end }}
{{- end }}

{{- define "portico.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ .root.Release.Name }}-{{ .name }}
  labels: {{- include "portico.labels" . | nindent 4 }}
spec:
  selector: {{- include "portico.selector" . | nindent 4 }}
  ports:
    - { name: http, port: {{ .port }}, targetPort: http }
{{- end }}
