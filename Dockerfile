# Doorward as one small image: a trimmed Java runtime, our jars, no shell, nobody's root.
# The same image is both doors: "serve" listens for HTTP, "stdio" (docker run -i) talks over its pipes.
#
#   docker build -t doorward .
#
# For an image that others run, give both bases by digest, so that a rebuild gives the same thing:
#
#   docker build --build-arg BUILD_IMAGE=…@sha256:… --build-arg RUNTIME_IMAGE=…@sha256:… -t doorward .
ARG BUILD_IMAGE=maven:3-eclipse-temurin-25
ARG RUNTIME_IMAGE=gcr.io/distroless/base-nossl-debian12:nonroot

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY pom.xml .
COPY src src
RUN mvn -B -ntp -q -DskipTests -Dstyle.skip=true package
RUN jlink --output /app/java \
      --add-modules java.base,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,jdk.unsupported,jdk.zipfs,jdk.management,jdk.jfr,jdk.crypto.cryptoki,java.security.sasl \
      --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6
# One argument file instead of a start script: the image has no shell that could run one.
RUN cp -r target/dist/lib /app/lib \
 && { cat target/dist/jvm-http.options; \
      echo "-XX:MaxRAMPercentage=50"; \
      echo "-Ddoorward.home=/app"; \
      echo "-cp $(sed 's|^|/app/lib/|' target/dist/classpath | paste -sd:)"; \
      echo "dev.doorward.Main"; } > /app/doorward.args
COPY examples /app/examples
# Root owns it and everybody reads it: the running user can change nothing but its data folder.
RUN mkdir /data && chmod -R a+rX,go-w /app

FROM ${RUNTIME_IMAGE}
COPY --from=build /app /app
COPY --from=build --chown=10001:10001 /data /data
USER 10001:10001
WORKDIR /app
# Under the POSIX locale Java cannot open files whose names are not ASCII.
ENV HOME=/data DOORWARD_DATA=/data LANG=C.UTF-8
EXPOSE 8080 9090
STOPSIGNAL SIGTERM
ENTRYPOINT ["/app/java/bin/java", "@/app/doorward.args"]
CMD ["serve"]
